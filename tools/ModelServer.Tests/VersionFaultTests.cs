using System.Net;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>One version is sick, the others are well.</summary>
public sealed class VersionFaultTests : ModelServerTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly WatchedTime _time = new();

    /// <summary>Each address that predicts, with the version that it asks.</summary>
    public static TheoryData<string, string> Addresses =>
        new()
        {
            { AiPlatform, "v1" },
            { $"{AiPlatform}/versions/v2", "v2" },
            { VertexAi, "v1" },
            { TensorFlowServing, "v2" },
            { $"{TensorFlowServing}/versions/1", "v1" },
            { $"{TensorFlowServing}/labels/stable", "v1" },
        };

    /// <summary>Each address that describes one version, with that version.</summary>
    public static TheoryData<string, string> Descriptions =>
        new()
        {
            { $"{AiPlatform}/versions/v2", "v2" },
            { "/v1/projects/local/locations/us-central1/models/sentiment", "v1" },
            { "/v1/projects/local/locations/us-central1/models/sentiment@2", "v2" },
            { $"{TensorFlowServing}/versions/1", "v1" },
            { $"{TensorFlowServing}/metadata", "v2" },
        };

    protected override ModelServerOptions Options => new() { Time = _time };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Server.Models.SetLabel("stable", "v1");
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Hang_AnswersNothingUntilTheCallerGoesAway(string path, string version)
    {
        Server.Faults.Add(new(FaultKind.Hang) { Version = version, Delay = Hour });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var body = new StringContent("""{"instances": ["a"]}""", null, "application/json");
        var call = Client.PostAsync($"{path}:predict", body, leaving.Token);
        await BoundedWait.UntilAsync(() => Server.Counters.Snapshot().Faults.ContainsKey(FaultKind.Hang));
        _time.Advance(24 * Hour);
        Assert.Equal((false, 1), (call.IsCompleted, Server.Counters.Snapshot().Running));

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await BoundedWait.UntilAsync(() => Server.Counters.Snapshot().Running == 0);
        Assert.Equal(1, Server.Counters.Snapshot().Statuses[0]);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Status_AnswersAtOnce(string path, string version)
    {
        Server.Faults.Add(new(FaultKind.Status) { Version = version, Status = 500 });

        using var response = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");

        var error = (await ReadAsync(response, HttpStatusCode.InternalServerError))["error"]!;
        Assert.Equal(
            "Injected fault: INTERNAL",
            (string?)(error.GetValueKind() == JsonValueKind.String ? error : error["message"])
        );
        Assert.Empty(Server.Counters.Snapshot().Versions);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Delay_HoldsTheAnswer(string path, string version)
    {
        Server.Faults.Add(new(FaultKind.Delay) { Version = version, Delay = Hour });

        var call = PredictVersionAsync(path);
        await _time.TimerCreated.InTimeAsync();
        Assert.False(call.IsCompleted);
        _time.Advance(Hour);

        Assert.Equal(version.TrimStart('v'), (await call)?.TrimStart('v'));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Drip_SendsAByteASecondUntilTheCallerGoesAway(string path, string version)
    {
        Server.Faults.Add(new(FaultKind.Drip) { Version = version, Pause = TimeSpan.FromSeconds(1) });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}:predict")
        {
            Content = new StringContent("""{"instances": ["a"]}""", null, "application/json"),
        };
        var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var body = await response.Content.ReadAsStreamAsync(Cancelled);

        Assert.Equal(1, await body.ReadAsync(new byte[100], Cancelled));
        var second = body.ReadAsync(new byte[100], Cancelled).AsTask();
        await BoundedWait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return second.IsCompleted;
        });
        Assert.InRange(await second, 1, 20);

        response.Dispose();
        await BoundedWait.UntilAsync(() => Server.Counters.Snapshot().OpenConnections == 0);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Fault_ForAnotherVersion_LeavesItAlone(string path, string version)
    {
        foreach (var kind in (FaultKind[])[FaultKind.Hang, FaultKind.Status, FaultKind.Drip])
        {
            Server.Faults.Add(new(kind) { Version = version == "v1" ? "v2" : "v1", Delay = Hour });
        }

        Assert.Equal(version.TrimStart('v'), (await PredictVersionAsync(path))?.TrimStart('v'));
        Assert.Empty(Server.Counters.Snapshot().Faults);
    }

    [Fact]
    public async Task Fault_OnAPathWithoutVersion_IsForTheOneThatWouldAnswer()
    {
        Server.Faults.Add(new(FaultKind.Status) { Version = "v2" });

        Assert.Equal((200, 200), (await StatusAsync(AiPlatform), await StatusAsync(VertexAi)));
        Server.Models.SetDefault("v2");
        Assert.Equal((503, 503), (await StatusAsync(AiPlatform), await StatusAsync(VertexAi)));

        Assert.Equal(503, await StatusAsync(TensorFlowServing));
        Server.Models.SetState("v2", VersionState.Creating);
        Assert.Equal(200, await StatusAsync(TensorFlowServing));
    }

    [Fact]
    public async Task Fault_UnderATrafficSplit_MeetsItsShareOfTheCalls()
    {
        Server.Models.SplitTraffic(new TrafficShare("v1", 75), new TrafficShare("v2", 25));
        Server.Faults.Add(new(FaultKind.Status) { Version = "v2" });

        for (var call = 0; call < 100; call++)
        {
            await StatusAsync(VertexAi);
        }

        var counted = Server.Counters.Snapshot();
        Assert.Equal((75, 25), (counted.Statuses[200], counted.Statuses[503]));
        Assert.Equal((75, 25), (counted.Versions["v1"], counted.Faults[FaultKind.Status]));
    }

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task Fault_ForTheDescriptionOfAVersion_MeetsItAlone(string path, string version)
    {
        Server.Faults.Add(
            new(FaultKind.Status)
            {
                Version = version == "v1" ? "v2" : "v1",
                Call = CallKind.Metadata,
                Status = 500,
            }
        );
        await GetAsync(path);
        Server.Faults.Add(new(FaultKind.Status) { Version = version, Call = CallKind.Metadata });

        using var response = await Client.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public void Add_FaultForNoVersion_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            Server.Faults.Add(new(FaultKind.Hang) { Version = "2" })
        );

        Assert.Equal(
            "'version' is '2': use 'v' and a number from 1 to 999999999, such as v3.",
            exception.Message
        );
    }

    private async Task<int> StatusAsync(string path)
    {
        using var response = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");
        return (int)response.StatusCode;
    }
}
