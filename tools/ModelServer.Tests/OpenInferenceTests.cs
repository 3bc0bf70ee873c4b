using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class OpenInferenceTests : ModelServerTest
{
    private const string Model = "/v2/models/sentiment";

    public static TheoryData<OpenInferenceProfile> Profiles() => new(Enum.GetValues<OpenInferenceProfile>());

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Predictions_OfEveryServer_AreMarkedWithTheVersionThatMadeThem(
        OpenInferenceProfile profile
    )
    {
        Server.Settings.OpenInference = profile;

        var answer = await InferAsync(Model, profile, "I love it", "Awful");

        Assert.Equal("2", (string?)answer["model_version"]);
        Assert.Equal(["2", "2"], answer["outputs"]![1]!["data"]!.AsArray().Select(mark => (string?)mark));
        Assert.Equal(
            ((string[])["I love it", "Awful"])
                .Select(sentence => BundledModels.Of(2).Classify(sentence))
                .SelectMany(positive => new[] { 1 - positive, positive }),
            answer["outputs"]![0]!["data"]!.AsArray().Select(number => (float)number!)
        );
    }

    [Theory]
    [InlineData(OpenInferenceProfile.MlServerCustom)]
    [InlineData(OpenInferenceProfile.TritonNobatch)]
    public async Task Version_InThePath_Answers(OpenInferenceProfile profile)
    {
        Server.Settings.OpenInference = profile;

        var answer = await InferAsync($"{Model}/versions/1", profile, "I love it");

        Assert.Equal("1", (string?)answer["model_version"]);
        Assert.Equal(1, Server.Counters.Snapshot().Versions["v1"]);
    }

    [Fact]
    public async Task Default_IsTheHighestVersionThatCanPredict()
    {
        Server.Models.AddVersion("v10");
        Server.Models.AddVersion("v9");

        var highest = await InferAsync(Model, OpenInferenceProfile.MlServerCustom, "a");
        Server.Models.DeleteVersion("v10");
        var next = await InferAsync(Model, OpenInferenceProfile.MlServerCustom, "a");

        Assert.Equal(("10", "9"), ((string?)highest["model_version"], (string?)next["model_version"]));
    }

    [Theory]
    [InlineData(
        OpenInferenceProfile.MlServerCustom,
        400,
        "mlserver.errors.InferenceError: cannot score this"
    )]
    [InlineData(OpenInferenceProfile.KServeCustom, 400, "cannot score this")]
    [InlineData(OpenInferenceProfile.TritonNobatch, 500, "cannot score this")]
    public async Task Instance_ThatTheModelRefuses_IsToldInItsServersWords(
        OpenInferenceProfile profile,
        int status,
        string message
    )
    {
        Server.Settings.OpenInference = profile;
        Server.Faults.Add(new(FaultKind.Refuse) { Containing = "BAD" });

        using var response = await PostAsync($"{Model}/infer", Body(profile, "good", "BAD"));

        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal((status, message), ((int)response.StatusCode, (string?)error!["error"]));
    }

    [Fact]
    public async Task Instances_BeyondTheSetting_AreRefusedInTritonsWords()
    {
        Server.Settings.MaxInstances = 1;

        using var response = await PostAsync(
            $"{Model}/infer",
            Body(OpenInferenceProfile.TritonNobatch, "a", "b")
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            """
            {"error":"[request id: <id_unknown>] inference request batch-size must be <= 1 for 'sentiment'"}
            """,
            await response.Content.ReadAsStringAsync(Cancelled)
        );
        Assert.Equal(1, Server.Counters.Snapshot().Limits[ServerLimit.MaxInstances]);
    }

    [Theory]
    [InlineData(FaultKind.OneFewer, 1)]
    [InlineData(FaultKind.OneMore, 3)]
    public async Task Rows_ThatAreMissingOrTooMany_AreCountedInTheShape(FaultKind kind, int rows)
    {
        Server.Faults.Add(new(kind));

        var answer = await InferAsync(Model, OpenInferenceProfile.MlServerCustom, "a", "b");

        Assert.Equal(rows, (int)answer["outputs"]![0]!["shape"]![0]!);
        Assert.Equal(2 * rows, answer["outputs"]![0]!["data"]!.AsArray().Count);
    }

    private async Task<JsonNode> InferAsync(
        string path,
        OpenInferenceProfile profile,
        params string[] sentences
    )
    {
        using var response = await PostAsync($"{path}/infer", Body(profile, sentences));
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static string Body(OpenInferenceProfile profile, params string[] sentences)
    {
        var shape = new JsonArray(sentences.Length);
        if (profile == OpenInferenceProfile.TritonBatch8)
        {
            shape.Add(1);
        }

        return new JsonObject
        {
            ["inputs"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "sentence",
                    ["shape"] = shape,
                    ["datatype"] = "BYTES",
                    ["data"] = new JsonArray([.. sentences.Select(sentence => JsonValue.Create(sentence))]),
                }
            ),
        }.ToJsonString();
    }
}
