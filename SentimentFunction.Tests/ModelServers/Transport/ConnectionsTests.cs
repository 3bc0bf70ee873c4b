using Microsoft.Extensions.Time.Testing;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

public sealed class ConnectionsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Call_SoonAfterAnother_UsesItsConnection()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        using var client = Connect();
        for (var i = 0; i < 10; i++)
        {
            await AskAsync(client, emulator);
            _time.Advance(Connections.TrustedFor);
        }

        Assert.Equal(1, emulator.Counters.Snapshot().OpenedConnections);
    }

    [Fact]
    public async Task Call_AfterAPause_OpensANewConnectionAndClosesTheOldOne()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        using var client = Connect();
        for (var i = 0; i < 10; i++)
        {
            await AskAsync(client, emulator);
            _time.Advance(Connections.TrustedFor * 1.1);
        }

        Assert.Equal(10, emulator.Counters.Snapshot().OpenedConnections);
        await BoundedWait.UntilAsync(() => emulator.Counters.Snapshot().OpenConnections <= 1);
    }

    [Fact]
    public async Task Call_AfterOneThatGotNoAnswer_OpensANewConnection()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        using var client = Connect();
        await AskAsync(client, emulator);
        using (var gate = emulator.Hold(CallKind.Metadata))
        using (var caller = new CancellationTokenSource())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Model(emulator));
            var hanging = client.SendAsync(request, caller.Token);
            await gate.WaitForAsync(1, TestContext.Current.CancellationToken);
            _time.Advance(Connections.TrustedFor * 1.1);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        }

        await AskAsync(client, emulator);

        Assert.Equal(2, emulator.Counters.Snapshot().OpenedConnections);
    }

    [Fact]
    public async Task Call_UnderWayInAPause_IsAnsweredWhileOthersGetNewConnections()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        using var client = Connect();
        using var gate = emulator.Hold(CallKind.Metadata);
        var first = AskAsync(client, emulator);
        await gate.WaitForAsync(1, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = AskAsync(client, emulator);
        await gate.WaitForAsync(2, TestContext.Current.CancellationToken);

        gate.Open();

        await Task.WhenAll(first, second);
        Assert.Equal(2, emulator.Counters.Snapshot().OpenedConnections);
    }

    [Fact]
    public async Task Answer_ThatCameDuringAPause_DoesNotVouchForIdleConnections()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        using var client = Connect();
        using (var gate = emulator.Hold(CallKind.Metadata))
        {
            var both = Task.WhenAll(AskAsync(client, emulator), AskAsync(client, emulator));
            await gate.WaitForAsync(2, TestContext.Current.CancellationToken);
            gate.Open();
            await both;
        }

        using (var gate = emulator.Hold(CallKind.Metadata))
        {
            var frozen = AskAsync(client, emulator);
            await gate.WaitForAsync(1, TestContext.Current.CancellationToken);
            _time.Advance(Connections.TrustedFor * 1.1);
            gate.Open();
            await frozen;
        }

        await AskAsync(client, emulator);
        Assert.Equal(3, emulator.Counters.Snapshot().OpenedConnections);
    }

    [Fact]
    public async Task Answer_StillReadInAPause_IsReadToItsEnd()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        emulator.Faults.Add(new(FaultKind.Drip) { Call = CallKind.Metadata, Times = 1 });
        using var client = Connect();
        using var request = new HttpRequestMessage(HttpMethod.Get, Model(emulator));
        using var dripping = await client.SendAsync(request, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(client, emulator);

        Assert.EndsWith(
            "}",
            (await dripping.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd()
        );
    }

    [Fact]
    public async Task Call_OnAFreshConnection_KeepsNone()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        using var client = Connect();
        await AskAsync(client, emulator, isFresh: true);
        await AskAsync(client, emulator, isFresh: true);

        Assert.Equal(2, emulator.Counters.Snapshot().OpenedConnections);
    }

    private HttpMessageInvoker Connect() => new(new Connections(time: _time));

    private static Uri Model(ModelServerHost emulator) => new(emulator.Address, "v1/models/sentiment");

    private static async Task AskAsync(
        HttpMessageInvoker client,
        ModelServerHost emulator,
        bool isFresh = false
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Model(emulator));
        request.Options.Set(Connections.Fresh, isFresh);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }
}
