using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>The function before TensorFlow Serving, which it calls over gRPC.</summary>
public sealed class ProtocolTests
{
    private static readonly string[] Words =
    [
        "love",
        "hate",
        "great",
        "awful",
        "fine",
        "not",
        "never",
        "😀",
        "\"quoted\"",
        "é",
        "\\",
        "\u0001",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sentences_OverBothProtocols_HaveTheSamePredictions(bool isContent)
    {
        await using var rest = await ServedFunction.StartAsync("tensorflow-serving");
        await using var grpc = await ServedFunction.StartAsync(ServedFunction.Grpc);
        grpc.Emulator.Settings.TensorContent = isContent;
        var random = new Random(1);
        for (var request = 0; request < 10; request++)
        {
            string[] sentences =
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(_ => string.Join(' ', random.GetItems(Words, random.Next(1, 30)))),
            ];

            var (one, other) = (await rest.PredictAsync(sentences), await grpc.PredictAsync(sentences));

            foreach (var (expected, actual) in Rows(one).Zip(Rows(other), (first, second) => (first, second)))
            {
                AssertEqual(expected, actual);
            }

            Assert.True(JsonNode.DeepEquals(one["model"], other["model"]));
        }
    }

    [Theory]
    [InlineData("""{"sentences": ["I love it"], "onError": "report"}""", HttpStatusCode.OK)]
    [InlineData("""{"instances": ["I love it"], "signature_name": "serving_default"}""", HttpStatusCode.OK)]
    [InlineData("""{"instances": [{"b64": "SSBsb3ZlIGl0"}, {"sentence": "x"}]}""", HttpStatusCode.OK)]
    [InlineData("""{"instances": [5]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"instances": [["a"]]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"instances": ["a"], "signature_name": "other"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"instances": ["a"], "signature_name": "é\ud800"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"instances": ["a"], "parameters": {"a": 1}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Body_IsAnsweredOrRefusedBeforeTheServerSeesIt(string body, HttpStatusCode status)
    {
        await using var function = await ServedFunction.StartAsync(ServedFunction.Grpc);

        using var response = await function.Client.PostAsync(
            new Uri("/", UriKind.Relative),
            new StringContent(body, null, "application/json"),
            TestContext.Current.CancellationToken
        );

        var answer = await ServedFunction.ReadAsync(response);
        Assert.True(status == response.StatusCode, answer.ToJsonString());
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, function.Calls(CallKind.Predict));
    }

    [Theory]
    [InlineData("tensorflow-serving")]
    [InlineData(ServedFunction.Grpc)]
    public async Task Parameters_AreRefusedBeforeTheServerSeesThem(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);

        using var response = await function.Client.PostAsync(
            new Uri("/", UriKind.Relative),
            new StringContent(
                """{"sentence": "I love it", "parameters": {"a": 1}}""",
                null,
                "application/json"
            ),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            "TensorFlow Serving takes no 'parameters': leave them out.",
            (string?)(await ServedFunction.ReadAsync(response))["detail"]
        );
        Assert.Equal(0, function.Calls(CallKind.Predict));
    }

    [Fact]
    public async Task Answer_OfTheDefaultVersion_NamesTheOneThatMadeItAtOnce()
    {
        await using var function = await ServedFunction.StartAsync(ServedFunction.Grpc);
        await function.PredictAsync("I love it");

        function.Emulator.Models.AddVersion("v3");
        var answer = await function.PredictAsync("I love it");

        Assert.Equal("3", (string?)answer["model"]!["version"]);
        Assert.Equal("3", (string?)answer["predictions"]![0]!["version"]);
    }

    [Fact]
    public async Task Version_ThatIsPinnedAndGone_IsFoundMissing()
    {
        await using var function = await ServedFunction.StartAsync(ServedFunction.Grpc);
        Assert.Equal(HttpStatusCode.OK, (await function.SendAsync(["x"], "/?version=1")).StatusCode);

        function.Emulator.Models.SetState("v1", VersionState.Deleting);

        Assert.Equal(HttpStatusCode.NotFound, (await function.SendAsync(["x"], "/?version=1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await function.SendAsync(["x"], "/?version=2")).StatusCode);
    }

    [Fact]
    public async Task Default_ThatIsGoneForAMoment_IsAskedForOnceMore()
    {
        await using var function = await ServedFunction.StartAsync(ServedFunction.Grpc);
        await function.PredictAsync("warm");
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 404, Times = 1 });

        await function.PredictAsync("I love it");
    }

    [Fact]
    public async Task Messages_OfThirtyMegabytes_GoThrough()
    {
        await using var function = await ServedFunction.StartAsync(
            ServedFunction.Grpc,
            null,
            ("Limits:MaxBodyBytes", "33554432"),
            ("Limits:MaxSentenceLength", "1000000"),
            ("Limits:RequestTimeout", "00:02:00")
        );
        string[] sentences = [.. Enumerable.Repeat(new string('x', 1_000_000), 30)];

        var answer = await function.PredictAsync(sentences);

        Assert.Equal(30, answer["predictions"]!.AsArray().Count);
        Assert.Equal(1, function.Calls(CallKind.Predict));
    }

    [Fact]
    public async Task Deadline_IsTheServersToo()
    {
        await using var function = await ServedFunction.StartAsync(
            ServedFunction.Grpc,
            null,
            ("Limits:RequestTimeout", "00:00:02")
        );
        await function.PredictAsync("warm");
        using var gate = function.Emulator.Hold();

        using var late = await function.SendAsync(["I love it"]);

        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        await gate.WaitForAbandonedAsync(1, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Caller_WhoIsGone_EndsTheCallAtTheServer()
    {
        await using var function = await ServedFunction.StartAsync(ServedFunction.Grpc);
        await function.PredictAsync("warm");
        using var gate = function.Emulator.Hold();
        using var caller = new CancellationTokenSource();
        var request = function.SendAsync(["I love it"], cancellationToken: caller.Token);
        await gate.WaitForAsync(1, TestContext.Current.CancellationToken);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await gate.WaitForAbandonedAsync(1, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Address_WithAPath_IsRefusedAtTheStart() =>
        Assert.Contains(
            "which gRPC has no place for",
            Assert
                .ThrowsAny<Exception>(() =>
                    TestFunction.Start([
                        ("Model:Server", "tensorflow-serving"),
                        ("Model:Protocol", "grpc"),
                        ("Model:BaseUri", "http://localhost:8500/serving"),
                    ])
                )
                .ToString(),
            StringComparison.Ordinal
        );

    private static IEnumerable<JsonNode> Rows(JsonNode answer) =>
        answer["predictions"]!.AsArray().Select(row => row!);

    /// <summary>TensorFlow Serving writes numbers in a text of its own; they are the same as float32.</summary>
    private static void AssertEqual(JsonNode expected, JsonNode actual)
    {
        Assert.Equal(
            expected.AsObject().Select(member => member.Key),
            actual.AsObject().Select(member => member.Key)
        );
        Assert.Equal((string?)expected["version"], (string?)actual["version"]);
        Assert.Equal(
            expected["probabilities"]!.AsArray().Select(number => (float)number!),
            actual["probabilities"]!.AsArray().Select(number => (float)number!)
        );
    }
}
