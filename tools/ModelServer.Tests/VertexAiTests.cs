using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class VertexAiTests : ModelServerTest
{
    private const string Parent = "projects/123456789012/locations/us-central1";
    private const string Models = "/v1/projects/local/locations/us-central1/models";

    [Fact]
    public async Task Predict_SaysWhichVersionMadeThePredictions() =>
        AssertJson(
            new JsonObject
            {
                ["predictions"] = Predictions("1", "I love it", "I hate it"),
                ["deployedModelId"] = "4000000000000000001",
                ["model"] = $"{Parent}/models/sentiment",
                ["modelDisplayName"] = "Sentiment of a sentence",
                ["modelVersionId"] = "1",
            },
            await PredictAsync(VertexAi, "I love it", "I hate it")
        );

    [Fact]
    public async Task Predict_WithParametersAndProjectNumber_Works()
    {
        using var response = await PostAsync(
            $"/v1/{Parent}/endpoints/1234:predict",
            """{"parameters": {"a": 1}, "instances": [{"sentence": "a"}]}"""
        );

        AssertJson(Predictions("1", "a"), (await ReadAsync(response))["predictions"]);
    }

    [Fact]
    public async Task Predict_InstanceThatTheModelRefuses_IsTheContainersErrorAsText()
    {
        using var response = await PostAsync($"{VertexAi}:predict", """{"instances": [{"text": "a"}]}""");

        var error = (await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal("INVALID_ARGUMENT", (string?)error["status"]);
        AssertJson(
            new JsonObject
            {
                ["error"] =
                    "Failed to process element: 0 key: text of 'instances' list. Error: INVALID_ARGUMENT: "
                    + "JSON object: does not have named input: text",
            },
            JsonNode.Parse((string)error["message"]!)
        );
    }

    [Fact]
    public async Task Predict_UnderTrafficSplit_IsSplitExactly()
    {
        Server.Models.SplitTraffic(new("v1", 70), new("v2", 30));

        var versions = new List<string>();
        for (var call = 0; call < 100; call++)
        {
            var answer = await PredictAsync(VertexAi, "a");
            Assert.Equal((string?)answer["modelVersionId"], (string?)answer["predictions"]![0]!["version"]);
            Assert.Equal($"400000000000000000{answer["modelVersionId"]}", (string?)answer["deployedModelId"]);
            versions.Add((string)answer["modelVersionId"]!);
        }

        Assert.Equal(70, versions.Count(version => version == "1"));
        Assert.Equal(30, versions.Count(version => version == "2"));
        Assert.InRange(versions.Take(10).Count(version => version == "2"), 2, 4);
    }

    [Fact]
    public async Task Predict_AfterVersionOfTheSplitIsDeleted_GoesToTheDefault()
    {
        Server.Models.SplitTraffic(new("v1", 1), new("v2", 99));
        Server.Models.DeleteVersion("v2");

        Assert.Equal("1", await PredictVersionAsync(VertexAi));
    }

    [Fact]
    public async Task Predict_WithNothingDeployed_Is400()
    {
        Server.Models.SetDefault(null);

        using var response = await PostAsync($"{VertexAi}:predict", """{"instances": ["a"]}""");

        var error = (await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal("FAILED_PRECONDITION", (string?)error["status"]);
        Assert.Equal(
            $"Endpoint `{Parent}/endpoints/1234` doesn't have traffic_split.",
            (string?)error["message"]
        );
    }

    [Fact]
    public async Task GetEndpoint_SaysWhatIsDeployed()
    {
        Server.Models.SplitTraffic(new("v1", 90), new("v2", 10));

        var endpoint = await GetAsync(VertexAi);

        Assert.Equal($"{Parent}/endpoints/1234", (string?)endpoint["name"]);
        Assert.Equal(
            ["1", "2"],
            endpoint["deployedModels"]!.AsArray().Select(m => (string?)m!["modelVersionId"])
        );
        AssertJson(
            new JsonObject { ["4000000000000000001"] = 90, ["4000000000000000002"] = 10 },
            endpoint["trafficSplit"]
        );
    }

    [Theory]
    [InlineData("sentiment", "1")]
    [InlineData("sentiment@default", "1")]
    [InlineData("sentiment@2", "2")]
    [InlineData("sentiment@canary", "2")]
    public async Task GetModel_ByVersionOrAlias_DescribesIt(string id, string version)
    {
        Server.Models.SetLabel("canary", "v2");

        var model = await GetAsync($"{Models}/{id}");

        Assert.Equal($"{Parent}/models/sentiment", (string?)model["name"]);
        Assert.Equal(version, (string?)model["versionId"]);
        Assert.Equal(
            version == "1" ? "default" : "canary",
            (string?)Assert.Single(model["versionAliases"]!.AsArray())
        );
        Assert.Equal(
            Server.Models.Current.Find($"v{version}")!.CreatedAt,
            (DateTimeOffset?)model["versionCreateTime"]
        );
    }

    [Theory]
    [InlineData(
        "/v1/projects/other/locations/us-central1/endpoints/1234",
        403,
        "Permission denied on resource project other."
    )]
    [InlineData(
        "/v1/projects/local/locations/europe-west4/endpoints/1234",
        400,
        "Unsupported region for Vertex AI, the region in the request is europe-west4 but this endpoint "
            + "serves "
            + "us-central1."
    )]
    [InlineData(
        "/v1/projects/local/locations/us-central1/endpoints/4321",
        404,
        $"Endpoint `{Parent}/endpoints/4321` not found."
    )]
    [InlineData(
        $"{Models}/other@1",
        404,
        "The Model does not exist: projects/local/locations/us-central1/models/other@1"
    )]
    [InlineData(
        $"{Models}/sentiment@3",
        404,
        "The Model does not exist: projects/local/locations/us-central1/models/sentiment@3"
    )]
    public async Task Get_WhatIsNotThere_IsRefused(string path, int status, string message)
    {
        using var response = await Client.GetAsync(path, Cancelled);

        var answer = await ReadAsync(response, (HttpStatusCode)status);
        Assert.Equal(message, (string?)answer["error"]!["message"]);
    }
}
