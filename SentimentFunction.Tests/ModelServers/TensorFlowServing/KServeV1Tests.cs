using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>KServe's V1 protocol is TensorFlow Serving's but for the versions: what KServe 0.21 has answered
/// to each of its calls is replayed.</summary>
public sealed class KServeV1Tests
{
    private const string Ready = "v1-model";
    private const string Three = """{"sentences": ["good", "bad", "film"]}""";

    private static readonly Dictionary<string, RecordedCase> Cases = new[]
    {
        "kserve-models",
        "kserve-lifecycle",
    }
        .SelectMany(RecordedCase.Read)
        .ToDictionary(recorded => recorded.Name);

    [Fact]
    public async Task Predictions_OfAModelWithoutVersions_AreAnsweredWithoutOne()
    {
        await using var function = Replay(Ready, "v1-predict-3");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(async _ =>
                    await RawFunction.ReadAsync(await function.SendAsync(Three), HttpStatusCode.OK)
                )
        );
        var model = await RawFunction.ReadAsync(await function.DescribeAsync(), HttpStatusCode.OK);

        Assert.All(answers, answer =>
        {
            Assert.Equal(
                ["positive", "negative", "unsure"],
                answer["sentiments"]!.AsArray().Select(sentiment => (string?)sentiment!["label"])
            );
            Assert.Equal("""{"name":"sentiment","version":null}""", Shorten(answer["model"]!));
        });
        Assert.Equal("""{"name":"sentiment","version":null}""", Shorten(model));
        Assert.False(model.AsObject().ContainsKey("versions"));
        Assert.Equal(
            [
                "The server of model 'sentiment' speaks KServe's V1 protocol, which names no versions: those of "
                    + "its predictions are unknown.",
            ],
            function.LogOfVersions
        );
    }

    [Fact]
    public async Task Version_OfAModelWithoutVersions_CanNotBeChosen()
    {
        await using var function = Replay(Ready, "v1-predict-3");

        await RawFunction.ReadAsync(await function.DescribeAsync(), HttpStatusCode.OK);
        var answer = await RawFunction.ReadAsync(
            await function.DescribeAsync("?version=2"),
            HttpStatusCode.BadRequest
        );

        Assert.Equal(
            "The model server knows no versions of the model: leave out 'version'.",
            (string?)answer["detail"]
        );
    }

    [Theory]
    [InlineData("v1-none", HttpStatusCode.BadGateway)]
    [InlineData("v1-empty", HttpStatusCode.BadGateway)]
    [InlineData("v1-invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("v1-raise", HttpStatusCode.BadGateway)]
    [InlineData("v1-nan", HttpStatusCode.BadGateway)]
    [InlineData("v1-charset", HttpStatusCode.BadGateway)]
    [InlineData("v1-versions", HttpStatusCode.BadGateway)]
    [InlineData("v1-unknown", HttpStatusCode.ServiceUnavailable)]
    [InlineData("v1-unready", HttpStatusCode.ServiceUnavailable)]
    [InlineData("flip-v1-predict", HttpStatusCode.ServiceUnavailable)]
    public async Task Answer_Recorded_BecomesWhatItMeans(string name, HttpStatusCode status)
    {
        await using var function = Replay(Ready, name);

        using var answer = await function.PredictAsync("good");

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("flip-v1-ready")]
    [InlineData("v1-model-unknown")]
    public async Task Model_ThatIsNotReady_IsUnavailableAndPredictionsAreTried(string status)
    {
        await using var function = Replay(status, "v1-predict-3");

        using var model = await function.DescribeAsync();
        var answer = await RawFunction.ReadAsync(await function.SendAsync(Three), HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, model.StatusCode);
        Assert.Null(answer["model"]!["version"]);
    }

    private static RawFunction Replay(string status, string prediction) =>
        RawFunction.Start(TensorFlowServingKind.Server, request =>
        {
            var recorded = Cases[request.Method == "POST" ? prediction : status];
            return RawServer.Answer(recorded.ResponseBody(), $"{recorded.Status} As it was");
        });

    /// <summary>The name and the version.</summary>
    private static string Shorten(JsonNode model) =>
        new JsonObject
        {
            ["name"] = model["name"]!.DeepClone(),
            ["version"] = model["version"]?.DeepClone(),
        }.ToJsonString();
}
