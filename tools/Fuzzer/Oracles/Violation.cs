namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">The promise, in a word.</param>
/// <param name="Cause">What was seen, without what differs from case to case: equal causes are reported
/// once.</param>
/// <param name="Detail">All of what was seen.</param>
internal sealed record Violation(string Promise, string Cause, string Detail)
{
    /// <summary>A violation whose cause is all that was seen, without its numbers and what it
    /// quotes.</summary>
    public static Violation Of(string promise, string detail) => new(promise, Causes.Of(detail), detail);
}
