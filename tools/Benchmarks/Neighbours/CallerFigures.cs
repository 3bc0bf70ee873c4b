using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Load;

namespace SentimentFunction.Tools.Benchmarks.Neighbours;

/// <summary>What callers have met.</summary>
/// <param name="duration">How long they called.</param>
internal sealed class CallerFigures(TimeSpan duration)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, LatencyHistogram> _byStatus = [];

    /// <summary>Predictions a second.</summary>
    public double PerSecond => Count(200) / duration.TotalSeconds;

    /// <summary>How many requests there were.</summary>
    public long Total => _byStatus.Values.Sum(latencies => latencies.Count);

    /// <summary>The latency that 99 % of the predictions do not exceed.</summary>
    public TimeSpan P99 => _byStatus.TryGetValue(200, out var ok) ? ok.Percentile(0.99) : TimeSpan.Zero;

    /// <summary>How many requests have ended with a status.</summary>
    public long Count(int status) => _byStatus.TryGetValue(status, out var some) ? some.Count : 0;

    /// <summary>Notes the end of a request.</summary>
    public void Add(int status, TimeSpan latency)
    {
        lock (_lock)
        {
            if (!_byStatus.TryGetValue(status, out var latencies))
            {
                _byStatus[status] = latencies = new();
            }

            latencies.Add(latency);
        }
    }

    /// <summary>The statuses, how often each came, and its median and longest latency.</summary>
    public string Describe() =>
        string.Join(
            "; ",
            _byStatus.Select(pair =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{pair.Value.Count} × {NameOf(pair.Key)} ({Milliseconds(pair.Value.Percentile(0.5))} "
                        + $"to {Milliseconds(pair.Value.Max)} ms)"
                )
            )
        );

    private static string NameOf(int status) =>
        status == Callers.GaveUp ? "gave up" : status.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString(
            time < TimeSpan.FromMilliseconds(10) ? "F1" : "F0",
            CultureInfo.InvariantCulture
        );
}
