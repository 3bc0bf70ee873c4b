using SentimentFunction.Tools.ObservedHeaps;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>What was measured under load.</summary>
/// <param name="Latencies">How long the answers took.</param>
/// <param name="Elapsed">How long the load lasted.</param>
/// <param name="ProcessorTime">The processor time that the server used in that time.</param>
/// <param name="ResidentBytes">The memory that the server held in the end.</param>
/// <param name="Heap">What the server has allocated and collected in that time; null where that is not
/// known.</param>
/// <param name="Errors">How many connections ended with a wrong answer or none.</param>
internal sealed record LoadFigures(
    LatencyHistogram Latencies,
    TimeSpan Elapsed,
    TimeSpan ProcessorTime,
    long ResidentBytes,
    HeapFigures? Heap,
    int Errors
)
{
    /// <summary>Right answers in a second.</summary>
    public double RequestsPerSecond => Latencies.Count / Elapsed.TotalSeconds;

    /// <summary>The server's processor time per answer, in microseconds.</summary>
    public double MicrosecondsPerRequest => ProcessorTime.TotalMicroseconds / Math.Max(1, Latencies.Count);

    /// <summary>The bytes that the server has allocated per answer; NaN where that is not known.</summary>
    public double BytesPerRequest => (Heap?.AllocatedBytes ?? double.NaN) / Math.Max(1, Latencies.Count);

    /// <summary>The share of the time that collections took, 0 to 1; NaN where that is not known.</summary>
    public double CollectionShare => Heap is { } heap ? heap.Pause / Elapsed : double.NaN;

    /// <summary>Collections in a second; NaN where that is not known.</summary>
    public double CollectionsPerSecond => (Heap?.Collections ?? double.NaN) / Elapsed.TotalSeconds;

    /// <summary>Collections beyond the youngest generation in a second; NaN where that is not
    /// known.</summary>
    public double OldCollectionsPerSecond => (Heap?.OldCollections ?? double.NaN) / Elapsed.TotalSeconds;

    /// <summary>The share of a core that the server was given, 0 to 1; the rest went to others.</summary>
    public double CoreUse => ProcessorTime / Elapsed;

    public static LoadFigures Of(
        IEnumerable<LatencyHistogram> latencies,
        TimeSpan elapsed,
        TimeSpan processorTime,
        long residentBytes,
        HeapFigures? heap,
        int errors
    ) => new(LatencyHistogram.Of(latencies), elapsed, processorTime, residentBytes, heap, errors);
}
