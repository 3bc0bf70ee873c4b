using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>Loads a server over a number of connections for a time.</summary>
/// <param name="server">The server.</param>
/// <param name="target">What it is sent, and has to answer.</param>
/// <param name="limits">How much load.</param>
internal sealed class LoadClient(ServerProcess server, LoadTarget target, LoadLimits limits)
{
    private const int LongestWarmUp = 6;

    /// <summary>Loads the server until it has compiled what it uses often.</summary>
    /// <remarks>On a busy machine that takes longer, up to six times.</remarks>
    /// <param name="processorTime">The processor time that the server gets.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    public async Task WarmUpAsync(TimeSpan processorTime, CancellationToken cancellationToken)
    {
        var end = server.ProcessorTime + processorTime;
        var startedAt = Stopwatch.GetTimestamp();
        while (
            server.ProcessorTime < end && Stopwatch.GetElapsedTime(startedAt) < LongestWarmUp * processorTime
        )
        {
            await RunAsync(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    /// <summary>Loads the server, and measures.</summary>
    /// <exception cref="TimeoutException">The last answers did not come.</exception>
    public async Task<LoadFigures> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var heap = server.ReadHeap();
        var processorTime = server.ProcessorTime;
        var startedAt = Stopwatch.GetTimestamp();
        using var connections = LoadConnections.Loop(target, limits);

        await WaitAsync(connections.Done, duration, cancellationToken);
        var errors = await connections.StopAsync();
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        return LoadFigures.Of(
            connections.All.Select(connection => connection.Latencies),
            elapsed,
            server.ProcessorTime - processorTime,
            server.ResidentBytes,
            heap is null ? null : server.ReadHeap()?.Since(heap),
            errors
        );
    }

    private static async Task WaitAsync(Task all, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(all, Task.Delay(duration, end.Token));
        await end.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
