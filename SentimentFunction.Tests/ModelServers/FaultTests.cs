using System.Net;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Every fault of every model server: what the caller is told, and how often the server is
/// asked.</summary>
public sealed class FaultTests
{
    private static readonly (Fault Fault, HttpStatusCode Status, int Calls)[] Table =
    [
        (new(FaultKind.Delay) { Delay = TimeSpan.FromMinutes(1) }, HttpStatusCode.GatewayTimeout, 1),
        (new(FaultKind.Reset), HttpStatusCode.BadGateway, 2),
        (new(FaultKind.ResetMidway), HttpStatusCode.BadGateway, 2),
        (new(FaultKind.Truncate), HttpStatusCode.BadGateway, 2),
        (new(FaultKind.Garbage), HttpStatusCode.BadGateway, 1),
        (new(FaultKind.OneFewer), HttpStatusCode.BadGateway, 1),
        (new(FaultKind.OneMore), HttpStatusCode.BadGateway, 1),
        (new(FaultKind.Nan), HttpStatusCode.BadGateway, 1),
        (new(FaultKind.Drip) { Pause = TimeSpan.FromSeconds(30) }, HttpStatusCode.GatewayTimeout, 1),
        (new(FaultKind.Status) { Status = 400 }, HttpStatusCode.UnprocessableEntity, 1),
        (new(FaultKind.Status) { Status = 401 }, HttpStatusCode.BadGateway, 1),
        (new(FaultKind.Status) { Status = 403 }, HttpStatusCode.BadGateway, 1),
        (new(FaultKind.Status) { Status = 429 }, HttpStatusCode.TooManyRequests, 2),
        (new(FaultKind.Status) { Status = 500 }, HttpStatusCode.BadGateway, 1),
        (new(FaultKind.Status) { Status = 503 }, HttpStatusCode.ServiceUnavailable, 2),
        (new(FaultKind.Status) { Status = 504 }, HttpStatusCode.GatewayTimeout, 1),
    ];

    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    public static TheoryData<string, int> ServersAndFaults() =>
        new(
            from server in ServedFunction.AllServers
            from row in Enumerable.Range(0, Table.Length)
            select new TheoryDataRow<string, int>(server, row)
            {
                Label = $"{server}: {NameOf(Table[row].Fault)}",
            }
        );

    [Theory]
    [MemberData(nameof(ServersAndFaults))]
    public async Task Fault_Lasting_IsToldAsPromisedAndEndsAtOnce(string server, int row)
    {
        var (fault, status, calls) = Table[row];
        await using var function = await StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        function.Emulator.Faults.Add(fault);

        using var failed = await function.SendAsync(["I love it"]);
        var asked = function.Calls(CallKind.Predict);
        function.Emulator.Faults.Clear();
        await function.PredictAsync("I love it");

        var problem = await ServedFunction.ReadAsync(failed);
        Assert.True(status == failed.StatusCode, problem.ToJsonString());
        Assert.Equal(calls, asked);
        Assert.DoesNotContain("local", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(
            status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable,
            failed.Headers.RetryAfter is not null
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Fault_MetOnce_IsHiddenWhereARepetitionHelps(string server)
    {
        await using var function = await StartAsync(server);
        await function.PredictAsync("warm");
        FaultKind[] kinds = [FaultKind.Reset, FaultKind.ResetMidway, FaultKind.Truncate, FaultKind.Status];
        foreach (var kind in kinds)
        {
            function.Emulator.Faults.Add(new(kind) { Times = 1 });

            await function.PredictAsync("I love it");
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task RetryAfter_BeyondTheRequestsTime_IsPassedOnAtOnce(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        function.Emulator.Faults.Add(
            new(FaultKind.Status) { Status = 503, RetryAfter = TimeSpan.FromSeconds(70) }
        );

        using var failed = await function.SendAsync(["I love it"]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(70), failed.Headers.RetryAfter!.Delta);
        Assert.Equal(1, function.Calls(CallKind.Predict));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Server_ThatKeepsFailing_IsLeftAlone(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500 });
        HttpResponseMessage? failed = null;
        for (var i = 0; i < 100 && failed?.StatusCode != HttpStatusCode.ServiceUnavailable; i++)
        {
            failed?.Dispose();
            failed = await function.SendAsync(["I love it"]);
        }

        var calls = function.Calls(CallKind.Predict);
        using var open = await function.SendAsync(["I love it"]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, open.StatusCode);
        Assert.NotNull(open.Headers.RetryAfter);
        Assert.Equal(calls, function.Calls(CallKind.Predict));
        failed?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Caller_WhoIsGone_EndsTheCallWithoutARepetition(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        using var caller = new CancellationTokenSource();
        using (var gate = function.Emulator.Hold())
        {
            var request = function.SendAsync(["I love it"], cancellationToken: caller.Token);
            await gate.WaitForAsync(1, TestContext.Current.CancellationToken);

            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        await function.PredictAsync("another");
        Assert.Equal(2, function.Calls(CallKind.Predict));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Server_ThatIsDown_Is503(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        await function.Emulator.DisposeAsync();

        using var failed = await function.SendAsync(["I love it"]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.NotNull(failed.Headers.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Metadata_ThatCannotBeHad_LeavesTheVersionUnknownOrTrue(string server)
    {
        await using var function = await ServedFunction.StartAsync(server, new() { Versions = [] });
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500, Call = CallKind.Metadata });
        function.Emulator.Models.AddVersion("v1");

        var answer = await function.PredictAsync("I love it");

        // Only answers of Vertex AI, of the Open Inference Protocol and over gRPC name the version.
        Assert.Equal(
            server is "vertex-ai" or "open-inference" or ServedFunction.Grpc ? "1" : null,
            (string?)answer["model"]!["version"]
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Connections_AllClosedWhileIdle_AreReplacedUnnoticed(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            new() { Latency = TimeSpan.FromMilliseconds(10) },
            ("Batching:MaxInstances", "1")
        );
        var closed = 0;
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => function.PredictAsync("I love it")));
            closed += await function.Emulator.CloseIdleConnectionsAsync();
        }

        Assert.NotEqual(0, closed);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => function.PredictAsync("I love it")));
    }

    private static string NameOf(Fault fault) =>
        fault.Kind == FaultKind.Status ? $"{fault.Status}" : $"{fault.Kind}";

    private static Task<ServedFunction> StartAsync(string server) =>
        ServedFunction.StartAsync(server, null, ("Limits:RequestTimeout", "00:00:02"));
}
