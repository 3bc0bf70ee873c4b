using System.Net;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Nothing is answered before the model servers have started.</summary>
public sealed class ColdStartTests : ModelServerTest
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(12);

    private readonly WatchedTime _time = new();

    public static TheoryData<string> Paths => [AiPlatform, VertexAi, TensorFlowServing];

    protected override ModelServerOptions Options => new() { Time = _time };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Calls_WhileItStarts_AreHeldAndThenAnswered(string path)
    {
        Server.Settings.StartTime = StartTime;
        var prediction = PredictAsync(path, "a");
        await _time.TimerCreated.InTimeAsync();
        _time.Advance(StartTime / 2);
        var description = GetAsync(path);
        await BoundedWait.UntilAsync(() => Server.Counters.Snapshot().Held == 2);
        Assert.False(prediction.IsCompleted || description.IsCompleted);

        _time.Advance(StartTime / 2);

        Assert.Single((await prediction.InTimeAsync())["predictions"]!.AsArray());
        await description.InTimeAsync();
        await PredictAsync(path, "a");
        Assert.Equal(2, Server.Counters.Snapshot().Held);
    }

    [Fact]
    public async Task State_SaysHowFarItIs()
    {
        Assert.Null((await GetAsync("/control"))["start"]);

        Server.Settings.StartTime = StartTime;
        Assert.Equal("cold", await StartAsync());
        var call = GetAsync(AiPlatform);
        await _time.TimerCreated.InTimeAsync();
        Assert.Equal("starting", await StartAsync());
        _time.Advance(StartTime);
        await call.InTimeAsync();
        Assert.Equal("started", await StartAsync());

        Server.Settings.StartTime = StartTime;
        Assert.Equal("cold", await StartAsync());
    }

    [Fact]
    public async Task Caller_WhoGoesAway_DoesNotStopTheStart()
    {
        Server.Settings.StartTime = StartTime;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var call = Client.GetAsync(AiPlatform, leaving.Token);
        await _time.TimerCreated.InTimeAsync();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await BoundedWait.UntilAsync(() => Server.Counters.Snapshot().Statuses.ContainsKey(0));
        _time.Advance(StartTime);

        await GetAsync(AiPlatform).InTimeAsync();
    }

    [Fact]
    public async Task Call_ThatIsRefusedBeforeTheServer_DoesNotStartIt()
    {
        Server.Settings.StartTime = StartTime;
        Server.Settings.RequireToken = true;

        using var response = await Client.GetAsync(AiPlatform, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("cold", await StartAsync());
    }

    [Fact]
    public async Task MetadataServer_Answers()
    {
        Server.Settings.StartTime = StartTime;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/computeMetadata/v1/project/project-id");
        request.Headers.Add("Metadata-Flavor", "Google");

        using var response = await Client.SendAsync(request, Cancelled).InTimeAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cold", await StartAsync());
    }

    private async Task<string?> StartAsync() => (string?)(await GetAsync("/control"))["start"];
}
