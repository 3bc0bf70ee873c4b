using System.Diagnostics;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>When the requests of a connection are due: at a fixed rate, whether or not the earlier ones have
/// been answered.</summary>
/// <param name="FirstDueAt">When the first one is due, as <see cref="Stopwatch"/> counts.</param>
/// <param name="Interval">The seconds from one to the next.</param>
/// <param name="Uncounted">How many of the first ones are not measured.</param>
internal sealed record Schedule(long FirstDueAt, double Interval, int Uncounted)
{
    /// <summary>When a request is due.</summary>
    /// <param name="request">Its number, from 0.</param>
    public long DueAt(int request) => FirstDueAt + (long)(request * Interval * Stopwatch.Frequency);
}
