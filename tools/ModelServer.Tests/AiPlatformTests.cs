using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class AiPlatformTests : ModelServerTest
{
    private static readonly string[] Sentences = ["I love it", "I hate it", ""];

    [Fact]
    public async Task Predict_Strings_AreClassifiedByTheDefaultVersion() =>
        AssertJson(
            new JsonObject { ["predictions"] = Predictions("v1", Sentences) },
            await PredictAsync(AiPlatform, Sentences)
        );

    [Fact]
    public async Task Predict_WithVersion_IsMadeAndMarkedByIt() =>
        AssertJson(
            new JsonObject { ["predictions"] = Predictions("v2", Sentences) },
            await PredictAsync($"{AiPlatform}/versions/v2", Sentences)
        );

    [Theory]
    [InlineData("""{"instances": [{"sentence": "I love it"}]}""")]
    [InlineData("""{"instances": [{"sentence": "I \u006cove it"}], "signature_name": "serving_default"}""")]
    [InlineData("""{"instances": [{"sentence": {"b64": "SSBsb3ZlIGl0"}}]}""")]
    [InlineData("""{"instances": [{"b64": "SSBsb3ZlIGl0"}]}""")]
    public async Task Predict_OtherShapes_AreTheSame(string body)
    {
        using var response = await PostAsync($"{AiPlatform}:predict", body);

        AssertJson(Predictions("v1", "I love it"), (await ReadAsync(response))["predictions"]);
    }

    [Theory]
    [InlineData(
        "[7]",
        "Failed to process element: 0 of 'instances' list. Error: INVALID_ARGUMENT: "
            + "JSON Value: 7 Type: Number is not of expected type: string"
    )]
    [InlineData(
        """["a", ["b"]]""",
        "Failed to process element: 1 of 'instances' list. Error: INVALID_ARGUMENT: "
            + "Encountered list at unexpected level: 0 expected < 0"
    )]
    [InlineData(
        """[{"sentence": null}]""",
        "Failed to process element: 0 key: sentence of 'instances' list. "
            + "Error: INVALID_ARGUMENT: JSON Value: null Type: Null is not of expected type: string"
    )]
    [InlineData(
        """[{"sentence": {"b64": "?"}}]""",
        "Failed to process element: 0 key: sentence of 'instances' list. "
            + "Error: INVALID_ARGUMENT: Unable to base64 decode"
    )]
    [InlineData(
        """[{"sentence": {"a": 1}}]""",
        "Failed to process element: 0 key: sentence of 'instances' list. "
            + """Error: INVALID_ARGUMENT: JSON Value: {"a": 1} not formatted correctly for base64 data"""
    )]
    [InlineData(
        """[{"sentence": "a", "text": "b"}]""",
        "Failed to process element: 0 key: text of 'instances' list. "
            + "Error: INVALID_ARGUMENT: JSON object: does not have named input: text"
    )]
    [InlineData(
        "[{}]",
        "Failed to process element: 0 of 'instances' list. JSON object: {} keys must be equal to: "
            + "sentence"
    )]
    [InlineData(
        """["a", {"sentence": "b"}]""",
        "Expecting value/list but got object at item 1 of input list"
    )]
    [InlineData("""[{"sentence": "b"}, "a"]""", "Expecting object but got list at item 1 of input list")]
    public async Task Predict_InstanceThatTheModelRefuses_IsAnErrorIn200(string instances, string message)
    {
        using var response = await PostAsync($"{AiPlatform}:predict", $$"""{"instances": {{instances}}}""");

        AssertJson(new JsonObject { ["error"] = $"Prediction failed: {message}" }, await ReadAsync(response));
    }

    [Theory]
    [InlineData(
        "/v1/projects/local/models/other",
        "The model resource: \"other\" was not found. "
            + "Please create the model resource first by using 'gcloud ai-platform models create other'."
    )]
    [InlineData(
        $"{AiPlatform}/versions/v9",
        "The version resource: \"v9\" was not found. "
            + "Please create the version resource first by using 'gcloud ai-platform versions create v9'."
    )]
    [InlineData(
        $"{AiPlatform}/versions/2",
        "The version resource: \"2\" was not found. "
            + "Please create the version resource first by using 'gcloud ai-platform versions create 2'."
    )]
    public async Task AnyCall_ForWhatIsNotThere_Is404(string path, string message)
    {
        using var predicted = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");
        using var described = await Client.GetAsync(path, Cancelled);

        AssertError(404, "NOT_FOUND", message, await ReadAsync(predicted, HttpStatusCode.NotFound));
        AssertError(404, "NOT_FOUND", message, await ReadAsync(described, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task AnyCall_ForAnotherProject_Is403()
    {
        using var response = await PostAsync(
            "/v1/projects/other/models/sentiment:predict",
            """{"instances": ["a"]}"""
        );

        var error = (await ReadAsync(response, HttpStatusCode.Forbidden))["error"]!;
        Assert.Equal("Permission denied on resource project other.", (string?)error["message"]);
        Assert.Equal("PERMISSION_DENIED", (string?)error["status"]);
    }

    [Fact]
    public async Task GetModel_SaysWhichVersionIsTheDefault() =>
        AssertJson(
            JsonNode.Parse(
                """
                {
                  "name": "projects/local/models/sentiment",
                  "regions": ["us-central1"],
                  "defaultVersion": {
                    "name": "projects/local/models/sentiment/versions/v1",
                    "isDefault": true,
                    "deploymentUri": "gs://local-models/sentiment/1/",
                    "createTime": "CREATED",
                    "runtimeVersion": "2.11",
                    "state": "READY",
                    "framework": "TENSORFLOW",
                    "machineType": "n1-standard-2",
                    "pythonVersion": "3.7",
                    "etag": "MDAwMDAwMDAx"
                  },
                  "description": "Says whether a sentence is positive or negative.",
                  "etag": "MDAwMDAwMDAy"
                }
                """.Replace("CREATED", Created("v1"), StringComparison.Ordinal)
            ),
            await GetAsync(AiPlatform)
        );

    [Fact]
    public async Task GetModel_WithoutDefaultVersion_LeavesItOut()
    {
        Server.Models.SetDefault(null);

        Assert.Null((await GetAsync(AiPlatform))["defaultVersion"]);
        using var response = await PostAsync($"{AiPlatform}:predict", """{"instances": ["a"]}""");
        AssertError(
            404,
            "NOT_FOUND",
            "The model resource: \"sentiment\" has no default version. "
                + "Please create a version first by using 'gcloud ai-platform versions create'.",
            await ReadAsync(response, HttpStatusCode.NotFound)
        );
        Assert.Equal("v2", await PredictVersionAsync($"{AiPlatform}/versions/v2"));
    }

    [Fact]
    public async Task GetVersion_ThatIsNotTheDefault_DoesNotSayIsDefault()
    {
        var version = await GetAsync($"{AiPlatform}/versions/v2");

        Assert.Equal("projects/local/models/sentiment/versions/v2", (string?)version["name"]);
        Assert.Equal(Created("v2"), (string?)version["createTime"]);
        Assert.Null(version["isDefault"]);
    }

    [Fact]
    public async Task Lists_HaveEveryModelAndVersion()
    {
        var models = await GetAsync("/v1/projects/local/models");
        var versions = await GetAsync($"{AiPlatform}/versions");

        AssertJson(await GetAsync(AiPlatform), Assert.Single(models["models"]!.AsArray()));
        AssertJson(
            new JsonArray(
                await GetAsync($"{AiPlatform}/versions/v1"),
                await GetAsync($"{AiPlatform}/versions/v2")
            ),
            versions["versions"]
        );
    }

    [Fact]
    public async Task Lists_OfManyVersions_AreReadPageByPage()
    {
        for (var number = 3; number <= 125; number++)
        {
            Server.Models.AddVersion($"v{number}");
        }

        var first = await GetAsync($"{AiPlatform}/versions");
        var second = await GetAsync($"{AiPlatform}/versions?pageSize=200&pageToken={TokenOf(first)}");
        var last = await GetAsync($"{AiPlatform}/versions?pageSize=5&pageToken={TokenOf(second)}");

        Assert.Equal(
            [20, 100, 5],
            new[] { first, second, last }.Select(page => page["versions"]!.AsArray().Count)
        );
        Assert.Null(last["nextPageToken"]);
        Assert.Equal("projects/local/models/sentiment/versions/v125", (string?)last["versions"]![4]!["name"]);
    }

    [Theory]
    [InlineData("pageToken=?", "page_token")]
    [InlineData("pageToken=YQ%3D%3D", "page_token")]
    [InlineData("pageSize=-1", "page_size")]
    public async Task Lists_OfAPageThatIsNotThere_Are400(string query, string field)
    {
        using var response = await Client.GetAsync($"{AiPlatform}/versions?{query}", Cancelled);

        var error = (await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal(
            ("INVALID_ARGUMENT", $"Field: {field} Error: Invalid value."),
            ((string?)error["status"], (string?)error["message"])
        );
    }

    [Fact]
    public async Task Lists_WithoutVersions_AreEmptyObjects()
    {
        Server.Models.DeleteVersion("v1");
        Server.Models.DeleteVersion("v2");

        AssertJson(new JsonObject(), await GetAsync($"{AiPlatform}/versions"));
    }

    [Theory]
    [InlineData(VersionState.Creating, "CREATING")]
    [InlineData(VersionState.Failed, "FAILED")]
    [InlineData(VersionState.Deleting, "DELETING")]
    public async Task Predict_WithVersionThatIsNotReady_Is400(VersionState state, string name)
    {
        Server.Models.SetState("v2", state, "Out of memory.");

        var version = await GetAsync($"{AiPlatform}/versions/v2");
        using var response = await PostAsync($"{AiPlatform}/versions/v2:predict", """{"instances": ["a"]}""");

        Assert.Equal((name, "Out of memory."), ((string?)version["state"], (string?)version["errorMessage"]));
        AssertError(
            400,
            "FAILED_PRECONDITION",
            "Online prediction is unavailable for this version. Please verify that "
                + "CreateVersion has completed successfully.",
            await ReadAsync(response, HttpStatusCode.BadRequest)
        );
    }

    [Fact]
    public async Task Predict_WithVersionThatIsBeingUpdated_Works()
    {
        Server.Models.SetState("v2", VersionState.Updating);

        Assert.Equal("v2", await PredictVersionAsync($"{AiPlatform}/versions/v2"));
        Assert.Equal("UPDATING", (string?)(await GetAsync($"{AiPlatform}/versions/v2"))["state"]);
    }

    [Theory]
    [InlineData("/v1/projects/local")]
    [InlineData("/v1/projects/local/models/sentiment/versions/v1/predict")]
    public async Task AnyCall_ToAddressThatIsNotThere_IsHtml(string path)
    {
        using var response = await PostAsync(path, """{"instances": ["a"]}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html; charset=UTF-8", response.Content.Headers.ContentType?.ToString());
    }

    private string Created(string version) =>
        Server.Models.Current.Find(version)!.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", null);

    private static void AssertError(int code, string status, string message, JsonNode answer) =>
        AssertJson(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = code,
                    ["message"] = $"Field: name Error: {message}",
                    ["status"] = status,
                    ["details"] = new JsonArray(
                        new JsonObject
                        {
                            ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
                            ["fieldViolations"] = new JsonArray(
                                new JsonObject { ["field"] = "name", ["description"] = message }
                            ),
                        }
                    ),
                },
            },
            answer
        );

    private static string TokenOf(JsonNode page) => Uri.EscapeDataString((string)page["nextPageToken"]!);
}
