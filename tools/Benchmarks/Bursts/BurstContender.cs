using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Load;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>A server that gets bursts of requests, side by side with others.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Target">The server.</param>
internal sealed record BurstContender(string Name, LoadTarget Target)
{
    /// <summary>Measures it once.</summary>
    /// <exception cref="TimeoutException">The last answers did not come.</exception>
    public async Task<BurstFigures> MeasureAsync(BurstLoad load, CancellationToken cancellationToken)
    {
        var schedule = load.Begin();
        using var connections = new LoadConnections(Target, load.AtOnce, load.Bursts, schedule);
        var sender = new BurstSender(connections.All, schedule, load.Bursts);
        await sender.RunAsync(cancellationToken);
        var errors = await connections.DrainAsync();

        var firstDueAt = schedule.DueAt(load.UncountedBursts);
        var elapsed = Stopwatch.GetElapsedTime(firstDueAt);
        var scheduled = Stopwatch.GetElapsedTime(firstDueAt, schedule.DueAt(load.Bursts));
        return new(
            LatencyHistogram.Of(connections.All.Select(connection => connection.Latencies)),
            sender.Lateness,
            elapsed > scheduled ? elapsed : scheduled,
            errors
        );
    }
}
