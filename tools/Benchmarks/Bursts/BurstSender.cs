using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Load;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>Releases a request on each connection whenever a burst is due, in a thread of its own.</summary>
/// <param name="connections">The connections.</param>
/// <param name="schedule">When bursts are due.</param>
/// <param name="bursts">How many.</param>
internal sealed class BurstSender(IReadOnlyList<LoadConnection> connections, Schedule schedule, int bursts)
{
    /// <summary>How late requests left that had not to wait for the answer to the one before: what the sender
    /// itself adds to their latency.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>Sends all of them.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => Run(cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private void Run(CancellationToken cancellationToken)
    {
        for (var burst = 0; burst < bursts; burst++)
        {
            var dueAt = schedule.DueAt(burst);
            PreciseWait.Until(dueAt, cancellationToken);
            foreach (var connection in connections)
            {
                if (connection.Release(1) && burst >= schedule.Uncounted)
                {
                    Lateness.Add(Stopwatch.GetElapsedTime(dueAt));
                }
            }
        }
    }
}
