using System.Net.Http.Headers;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Calls and what happens while they are under way.</summary>
public sealed class CallTests : ModelServerTest
{
    protected override ModelServerOptions Options => new() { RememberCalls = 2 };

    [Theory]
    [InlineData(AiPlatform, "v1")]
    [InlineData(AiPlatform + "/versions/v1", "v1")]
    [InlineData(VertexAi, "1")]
    [InlineData(TensorFlowServing + "/versions/1", "1")]
    public async Task DeleteVersion_WhileItPredicts_LetsTheCallFinish(string path, string version)
    {
        using var gate = Server.Hold();
        var call = PredictAsync(path, "I love it");
        await gate.WaitForAsync(1, Cancelled);

        Server.Models.SetDefault("v2");
        Server.Models.DeleteVersion("v1");
        gate.Open();

        AssertJson(Predictions(version, "I love it"), (await call)["predictions"]);
    }

    [Fact]
    public async Task Versions_ThatComeAlong_DifferVisibly()
    {
        var first = await PredictAsync($"{AiPlatform}/versions/v1", "Nothing but good things to say");
        var second = await PredictAsync($"{AiPlatform}/versions/v2", "Nothing but good things to say");

        Assert.InRange((float)first["predictions"]![0]!["probabilities"]![1]!, 0, 0.5f);
        Assert.InRange((float)second["predictions"]![0]!["probabilities"]![1]!, 0.5f, 1);
    }

    [Fact]
    public async Task AddVersion_WithModelOfItsOwn_PredictsWithIt()
    {
        var other = BundledModels.Of(1);
        Server.Models.AddVersion("v3", other);

        var prediction = (await PredictAsync($"{AiPlatform}/versions/v3", "good"))["predictions"]![0]!;

        Assert.Equal(other.Classify("good"), (float)prediction["probabilities"]![1]!);
        Assert.NotEqual(BundledModels.Of(3).Classify("good"), other.Classify("good"));
        Assert.Equal("v3", (string?)prediction["version"]);
    }

    [Fact]
    public async Task Gate_HoldsCallsUntilItIsOpened()
    {
        using var gate = Server.Hold();
        var calls = Enumerable.Range(0, 5).Select(_ => PredictAsync(AiPlatform, "a")).ToArray();
        await gate.WaitForAsync(5, Cancelled);

        Assert.DoesNotContain(calls, call => call.IsCompleted);
        Assert.Equal((5, 5), (Server.Counters.Snapshot().Running, gate.Arrived));
        await GetAsync(AiPlatform);
        gate.Open();

        await Task.WhenAll(calls);
        Assert.Equal((0, 5), (Server.Counters.Snapshot().Running, Server.Counters.Snapshot().MostAtOnce));
        await PredictAsync(AiPlatform, "a");
    }

    [Fact]
    public async Task Gate_NoticesCallersWhoGoAway()
    {
        using var gate = Server.Hold();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var body = new StringContent(
            """{"instances": ["a"]}""",
            new MediaTypeHeaderValue("application/json")
        );
        var call = Client.PostAsync($"{AiPlatform}:predict", body, leaving.Token);
        await gate.WaitForAsync(1, Cancelled);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await gate.WaitForAbandonedAsync(1, Cancelled);
        Assert.Equal((1, 1), (gate.Arrived, gate.Abandoned));
    }

    [Fact]
    public async Task Counters_CountEverything()
    {
        await PredictAsync(AiPlatform, "a");
        await PredictAsync(VertexAi, "a", "b", "c");
        await PredictAsync(TensorFlowServing, "a", "b", "c");
        await GetAsync(AiPlatform);
        using var missing = await Client.GetAsync($"{AiPlatform}/versions/v9", Cancelled);

        var counted = Server.Counters.Snapshot();

        Assert.Equal((3, 2), (counted.Calls[CallKind.Predict], counted.Calls[CallKind.Metadata]));
        Assert.Equal((4, 1), (counted.Statuses[200], counted.Statuses[404]));
        Assert.Equal((4, 3), (counted.Versions["v1"], counted.Versions["v2"]));
        Assert.Equal((3, 7, 3), (counted.Instances.Count, counted.Instances.Sum, counted.Instances.Max));
        Assert.Equal(new Dictionary<int, long> { [1] = 1, [3] = 2 }, counted.Instances.Histogram);
        Assert.Equal((1, 1), (counted.OpenConnections, counted.OpenedConnections));
    }

    [Fact]
    public async Task Counters_Reset_CountFromZero()
    {
        await PredictAsync(AiPlatform, "a");
        Server.Counters.Reset();

        var counted = Server.Counters.Snapshot();

        Assert.Empty(counted.Calls);
        Assert.Empty(counted.Statuses);
        Assert.Equal((0, 0, 0), (counted.Instances.Count, counted.Instances.Sum, counted.Instances.Max));
        Assert.Equal((1, 0), (counted.OpenConnections, counted.OpenedConnections));
    }

    [Fact]
    public async Task CloseIdleConnections_EndsThoseWithoutACall()
    {
        using var gate = Server.Hold();
        var held = PredictAsync(AiPlatform, "a");
        await gate.WaitForAsync(1, Cancelled);
        await GetAsync(AiPlatform);

        Assert.Equal(1, await Server.CloseIdleConnectionsAsync());
        await GetAsync(AiPlatform);
        gate.Open();

        await held;
        Assert.Equal(3, Server.Counters.Snapshot().OpenedConnections);
    }

    [Fact]
    public async Task RecentCalls_AreTheLatestOnes()
    {
        await PredictAsync(VertexAi, "a");
        await GetAsync(TensorFlowServing);
        using var refused = await PostAsync($"{AiPlatform}:predict?alt=json", "{}");

        Assert.Equal(
            [
                new(Protocol.TensorFlowServing, CallKind.Metadata, "GET /v1/models/sentiment", "", "", 200),
                new(
                    Protocol.AiPlatform,
                    CallKind.Predict,
                    $"POST {AiPlatform}:predict?alt=json",
                    "",
                    "{}",
                    400
                ),
            ],
            Server.RecentCalls
        );
    }

    [Fact]
    public async Task Server_UnderLoad_AnswersEverySentence()
    {
        var sentences = Enumerable.Range(0, 1_000).Select(number => $"sentence {number} is good").ToArray();
        var expected = Predictions("2", sentences).ToJsonString();

        await Parallel.ForAsync(0, 100, Cancelled, async (_, _) =>
            Assert.Equal(
                expected,
                (await PredictAsync(TensorFlowServing, sentences))["predictions"]!.ToJsonString()
            )
        );

        Assert.Equal(100_000, Server.Counters.Snapshot().Instances.Sum);
    }

    [Theory]
    [InlineData("v1,2", "'2' is not a version: use 'v' and a number from 1 to 999999999, such as v3.")]
    [InlineData("v01", "'v01' is not a version: use 'v' and a number from 1 to 999999999, such as v3.")]
    [InlineData("v1=missing.model", "The model of v1 can't be loaded: ")]
    public async Task StartAsync_WithWrongVersions_SaysWhatIsWrong(string versions, string message)
    {
        var options = new ModelServerOptions { Versions = versions.Split(',') };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            ModelServerHost.StartAsync(options)
        );

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_OnPortInUse_SaysSo()
    {
        var options = new ModelServerOptions { Port = Server.Address.Port };

        var exception = await Assert.ThrowsAsync<IOException>(() => ModelServerHost.StartAsync(options));

        Assert.Equal(
            $"Failed to bind to address http://127.0.0.1:{Server.Address.Port}: address already in use.",
            exception.Message
        );
    }

    [Fact]
    public async Task Root_ForPeople_ListsTheAddresses()
    {
        var text = await Client.GetStringAsync("/", Cancelled);

        Assert.Contains($"{Server.Address}v1/models/sentiment:predict", text, StringComparison.Ordinal);
    }
}
