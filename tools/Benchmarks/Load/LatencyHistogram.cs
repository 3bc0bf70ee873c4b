using System.Numerics;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>Counts latencies in microseconds, in buckets that are at most 1/128 wide of what is in
/// them.</summary>
internal sealed class LatencyHistogram
{
    private const int Bits = 7;
    private const int BucketsPerOctave = 1 << Bits;
    private const int LongestBits = 32;

    private readonly int[] _counts = new int[(LongestBits - Bits + 1) * BucketsPerOctave];

    /// <summary>How many latencies have been counted.</summary>
    public long Count { get; private set; }

    /// <summary>The longest one.</summary>
    public TimeSpan Max { get; private set; }

    /// <summary>The latencies that several histograms counted.</summary>
    public static LatencyHistogram Of(IEnumerable<LatencyHistogram> histograms)
    {
        var all = new LatencyHistogram();
        foreach (var some in histograms)
        {
            all.Add(some);
        }

        return all;
    }

    /// <summary>Counts a latency; what takes longer than an hour counts as an hour.</summary>
    public void Add(TimeSpan latency)
    {
        var microseconds = (uint)Math.Min(latency.TotalMicroseconds, uint.MaxValue);
        _counts[BucketOf(microseconds)]++;
        Count++;
        Max = latency > Max ? latency : Max;
    }

    /// <summary>Adds the latencies that another histogram counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        Max = other.Max > Max ? other.Max : Max;
    }

    /// <summary>The latency that a share of all latencies does not exceed.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    public TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted && seen > 0)
            {
                return TimeSpan.FromMicroseconds(UpperEndOf(bucket));
            }
        }

        return Max;
    }

    // Below two octaves of buckets each bucket is one microsecond; then every octave doubles their width.
    private static int BucketOf(uint microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2(microseconds) - Bits);
        return (shift << Bits) + (int)(microseconds >> shift);
    }

    private static long UpperEndOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> Bits) - 1);
        return ((bucket - (shift << Bits) + 1L) << shift) - 1;
    }
}
