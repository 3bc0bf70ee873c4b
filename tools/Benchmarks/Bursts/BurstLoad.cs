using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Load;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>How much load there is, and when.</summary>
/// <param name="AtOnce">How many requests are due at the same moment, each on its own
/// connection.</param>
/// <param name="Rate">How many requests are due in a second.</param>
/// <param name="Duration">How long that is measured.</param>
internal sealed record BurstLoad(int AtOnce, int Rate, TimeSpan Duration)
{
    // Connections are new in each run, and what they cost first is not what is measured.
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(0.2);

    /// <summary>The seconds from one burst to the next.</summary>
    public double Interval => (double)AtOnce / Rate;

    /// <summary>How many bursts there are before those that are measured.</summary>
    public int UncountedBursts => BurstsIn(LeadIn);

    /// <summary>How many bursts there are in all.</summary>
    public int Bursts => UncountedBursts + BurstsIn(Duration);

    /// <summary>When each burst is due, from now on.</summary>
    public Schedule Begin()
    {
        var firstDueAt = Stopwatch.GetTimestamp() + (long)(TimeToConnect.TotalSeconds * Stopwatch.Frequency);
        return new(firstDueAt, Interval, UncountedBursts);
    }

    private int BurstsIn(TimeSpan time) => Math.Max(1, (int)Math.Round(time.TotalSeconds / Interval));
}
