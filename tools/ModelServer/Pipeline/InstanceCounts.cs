namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>How many instances the answered calls for predictions had.</summary>
/// <param name="Count">The number of calls that predicted.</param>
/// <param name="Sum">Their instances together.</param>
/// <param name="Max">The most instances of a call.</param>
/// <param name="Histogram">The number of calls by their number of instances.</param>
public sealed record InstanceCounts(long Count, long Sum, int Max, IReadOnlyDictionary<int, long> Histogram);
