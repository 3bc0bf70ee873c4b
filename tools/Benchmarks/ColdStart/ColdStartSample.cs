namespace SentimentFunction.Tools.Benchmarks.ColdStart;

/// <summary>One start of a function.</summary>
/// <param name="Elapsed">The time from the start of the process to the end of its first answer.</param>
/// <param name="ProcessorTime">The processor time that it took.</param>
/// <param name="ResidentBytes">The memory that the function held then.</param>
internal sealed record ColdStartSample(TimeSpan Elapsed, TimeSpan ProcessorTime, long ResidentBytes);
