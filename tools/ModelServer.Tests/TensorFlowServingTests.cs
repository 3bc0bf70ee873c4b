using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class TensorFlowServingTests : ModelServerTest
{
    [Fact]
    public async Task Predict_Rows_AreClassifiedByTheHighestVersion() =>
        AssertJson(
            new JsonObject { ["predictions"] = Predictions("2", "I love it", "I hate it") },
            await PredictAsync(TensorFlowServing, "I love it", "I hate it")
        );

    [Theory]
    [InlineData("""{"inputs": ["I love it", ""]}""")]
    [InlineData("""{"inputs": {"sentence": ["I love it", ""]}, "signature_name": "serving_default"}""")]
    [InlineData("""{"inputs": {"sentence": [{"b64": "SSBsb3ZlIGl0"}, ""]}, "signature_name": ""}""")]
    public async Task Predict_Columns_AreAnsweredInColumns(string body)
    {
        using var response = await PostAsync($"{TensorFlowServing}/versions/1:predict", body);

        var (first, second) = (BundledModels.Of(1).Classify("I love it"), BundledModels.Of(1).Classify(""));
        AssertJson(
            new JsonObject
            {
                ["outputs"] = new JsonObject
                {
                    ["probabilities"] = new JsonArray(
                        new JsonArray(1 - first, first),
                        new JsonArray(1 - second, second)
                    ),
                    ["version"] = new JsonArray("1", "1"),
                },
            },
            await ReadAsync(response)
        );
    }

    [Fact]
    public async Task Predict_AsForm_Works()
    {
        using var body = new StringContent(
            """{"instances": ["a"]}""",
            Encoding.UTF8,
            "application/x-www-form-urlencoded"
        );
        using var response = await Client.PostAsync($"{TensorFlowServing}:predict", body, Cancelled);

        AssertJson(Predictions("2", "a"), (await ReadAsync(response))["predictions"]);
    }

    [Theory]
    [InlineData(
        "/v1/models/half:predict",
        """{"instances": ["a"]}""",
        404,
        "Servable not found for request: Latest(half)"
    )]
    [InlineData(
        "/v1/models/sentiment/versions/3:predict",
        """{"instances": ["a"]}""",
        404,
        "Servable not found for request: Specific(sentiment, 3)"
    )]
    [InlineData(
        "/v1/models/sentiment/labels/stable:predict",
        """{"instances": ["a"]}""",
        400,
        "Unrecognized servable version label: stable"
    )]
    [InlineData(
        "/v1/models/sentiment/versions/v1:predict",
        """{"instances": ["a"]}""",
        400,
        "Malformed request: POST /v1/models/sentiment/versions/v1:predict"
    )]
    [InlineData(
        "/v1/models/sentiment/predict",
        """{"instances": ["a"]}""",
        400,
        "Malformed request: POST /v1/models/sentiment/predict"
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"instances": ["a"], "inputs": ["a"]}""",
        400,
        """JSON Value: {"instances": ["a"], "inputs": ["a"]} Not formatted correctly expecting only one of """
            + "'inputs' or 'instances' keys to exist "
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"signature_name": "serving_default"}""",
        400,
        "Missing 'inputs' or 'instances' key"
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"instances": "a"}""",
        400,
        """JSON Value: {"instances": "a"} Excepting 'instances' to be an list/array"""
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"instances": []}""",
        400,
        """JSON Value: {"instances": []} No values in 'instances' array"""
    )]
    [InlineData("/v1/models/sentiment:predict", """["a"]""", 400, """JSON Value: ["a"] Is not object""")]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"instances": ["a"], "signature_name": "other"}""",
        400,
        "Serving signature name: \"other\" not found in signature def"
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"inputs": {}}""",
        400,
        "Missing named input: sentence in 'inputs' object."
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"inputs": "a"}""",
        400,
        "The input 'sentence' must be a list: its shape is [-1]"
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"inputs": {"text": ["a"]}}""",
        400,
        "JSON object: does not have named input: text"
    )]
    [InlineData(
        "/v1/models/sentiment:predict",
        """{"instances": [1]}""",
        400,
        "Failed to process element: 0 of 'instances' list. Error: INVALID_ARGUMENT: JSON Value: 1 Type: "
            + "Number "
            + "is not of expected type: string"
    )]
    public async Task Predict_WhatItDoesNotTake_IsRefused(
        string path,
        string body,
        int status,
        string message
    )
    {
        using var response = await PostAsync(path, body);

        AssertJson(new JsonObject { ["error"] = message }, await ReadAsync(response, (HttpStatusCode)status));
    }

    [Fact]
    public async Task Predict_WithLabel_UsesItsVersion()
    {
        Server.Models.SetLabel("stable", "v1");
        Assert.Equal("1", await PredictVersionAsync($"{TensorFlowServing}/labels/stable"));

        Server.Models.SetLabel("stable", "v2");
        Assert.Equal("2", await PredictVersionAsync($"{TensorFlowServing}/labels/stable"));
    }

    [Fact]
    public async Task Predict_WhileTheHighestVersionLoads_UsesTheOneBelow()
    {
        Server.Models.AddVersion("v3", state: VersionState.Creating);
        Assert.Equal("2", await PredictVersionAsync(TensorFlowServing));

        Server.Models.SetState("v3", VersionState.Ready);
        Assert.Equal("3", await PredictVersionAsync(TensorFlowServing));
    }

    [Fact]
    public async Task GetStatus_HasTheHighestVersionFirst()
    {
        Server.Models.AddVersion("v10", state: VersionState.Creating);
        Server.Models.SetState("v1", VersionState.Failed, "Out of memory.");

        AssertJson(
            JsonNode.Parse(
                """
                {
                  "model_version_status": [
                    {"version": "10", "state": "LOADING",
                      "status": {"error_code": "OK", "error_message": ""}},
                    {"version": "2", "state": "AVAILABLE",
                      "status": {"error_code": "OK", "error_message": ""}},
                    {"version": "1", "state": "END",
                      "status": {"error_code": "UNKNOWN", "error_message": "Out of memory."}}
                  ]
                }
                """
            ),
            await GetAsync(TensorFlowServing)
        );
    }

    [Fact]
    public async Task GetStatus_OfOneVersion_HasItAlone() =>
        AssertJson(
            JsonNode.Parse(
                """
                {
                  "model_version_status": [
                    {"version": "1", "state": "AVAILABLE",
                      "status": {"error_code": "OK", "error_message": ""}}
                  ]
                }
                """
            ),
            await GetAsync($"{TensorFlowServing}/versions/1")
        );

    [Fact]
    public async Task GetStatus_OfALabel_IsThatOfAllVersions()
    {
        Server.Models.SetLabel("stable", "v1");

        AssertJson(await GetAsync(TensorFlowServing), await GetAsync($"{TensorFlowServing}/labels/stable"));
    }

    [Fact]
    public async Task GetMetadata_OfALabel_HasItsVersion()
    {
        Server.Models.SetLabel("stable", "v1");

        var metadata = await GetAsync($"{TensorFlowServing}/labels/stable/metadata");

        Assert.Equal("1", (string?)metadata["model_spec"]!["version"]);
    }

    [Theory]
    [InlineData("/v1/models/half", 404, "Could not find any versions of model half")]
    [InlineData("/v1/models/sentiment/versions/3", 404, "Could not find version 3 of model sentiment")]
    [InlineData(
        "/v1/models/sentiment/versions/3/metadata",
        404,
        "Servable not found for request: Specific(sentiment, 3)"
    )]
    [InlineData("/v1/models/sentiment:predict", 400, "Malformed request: GET /v1/models/sentiment:predict")]
    public async Task Get_WhatIsNotThere_IsRefused(string path, int status, string message)
    {
        using var response = await Client.GetAsync(path, Cancelled);

        AssertJson(new JsonObject { ["error"] = message }, await ReadAsync(response, (HttpStatusCode)status));
    }

    [Fact]
    public async Task GetMetadata_HasVersionAndSignature()
    {
        var metadata = await GetAsync($"{TensorFlowServing}/metadata");

        Assert.Equal("2", (string?)metadata["model_spec"]!["version"]);
        var signature = metadata["metadata"]!["signature_def"]!["signature_def"]!["serving_default"]!;
        Assert.Equal("DT_STRING", (string?)signature["inputs"]!["sentence"]!["dtype"]);
        Assert.Equal(
            ["probabilities", "version"],
            signature["outputs"]!.AsObject().Select(output => output.Key)
        );
    }
}
