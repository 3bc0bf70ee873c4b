using System.Globalization;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>What a run has seen.</summary>
internal sealed class FreezeFigures
{
    public int Answers { get; set; }

    /// <summary>Answers that were none.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Answers that reported another version than the one that made them.</summary>
    public List<string> False { get; } = [];

    /// <summary>Answers of a default version of too long ago.</summary>
    public List<string> Old { get; } = [];

    /// <summary>The same where the description was late, so that the stale one was rightly used.</summary>
    public int Late { get; set; }

    /// <summary>Answers without a version.</summary>
    public int Versionless { get; set; }

    /// <summary>The times of the first answers after a pause.</summary>
    public List<TimeSpan> First { get; } = [];

    /// <summary>The times of the answers after those.</summary>
    public List<TimeSpan> Warm { get; } = [];

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {First.Count} pauses, {Answers} answers: {Failures.Count} failures, {False.Count} false versions,
            {Old.Count} old defaults ({Late} more of late descriptions), {Versionless} without a version.
            First answer after a pause: {Describe(First)}.
            Warm answer: {Describe(Warm)}.
            """
        );

    private static string Describe(List<TimeSpan> times) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {At(times, 0.5):F1} ms, p99 {At(times, 0.99):F1} ms, at most {At(times, 1):F1} ms"
        );

    private static double At(List<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0
            ? 0
            : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalMilliseconds;
    }
}
