using SentimentFunction.Tools.Benchmarks.Load;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>What was measured of a server in one run.</summary>
/// <param name="Latencies">How long answers took from the moment at which their requests were due.</param>
/// <param name="Lateness">How late the sender itself was.</param>
/// <param name="Elapsed">The time from the first measured burst to the last answer; at least as
/// long as bursts were due.</param>
/// <param name="Errors">How many connections ended with a wrong answer or none.</param>
internal sealed record BurstFigures(
    LatencyHistogram Latencies,
    LatencyHistogram Lateness,
    TimeSpan Elapsed,
    int Errors
)
{
    /// <summary>Right answers in a second.</summary>
    public double RequestsPerSecond => Latencies.Count / Elapsed.TotalSeconds;

    /// <summary>The latency that a share of all does not exceed, in milliseconds.</summary>
    public double Milliseconds(double share) => Latencies.Percentile(share).TotalMilliseconds;
}
