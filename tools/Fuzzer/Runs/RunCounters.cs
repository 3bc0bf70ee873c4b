using SentimentFunction.Tools.Fuzzer.Answers;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Counts what is sent and what comes back, from any thread.</summary>
internal sealed class RunCounters
{
    private readonly int[] _statuses = new int[600];
    private long _requests;
    private long _lines;
    private long _peakBytes;

    /// <summary>The requests so far, each of which both functions get.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>The log's lines so far.</summary>
    public long LogLines => Interlocked.Read(ref _lines);

    /// <summary>The most memory that a function has held, in bytes.</summary>
    public long PeakBytes => Interlocked.Read(ref _peakBytes);

    /// <summary>The answers by status, as "200: 5, 400: 3".</summary>
    public string Statuses =>
        string.Join(
            ", ",
            _statuses
                .Select((count, status) => (count, status))
                .Where(pair => pair.count > 0)
                .Select(pair => $"{pair.status}: {pair.count:N0}")
        );

    /// <summary>Counts requests.</summary>
    /// <returns>How many there were before.</returns>
    public long AddRequests(int count) => Interlocked.Add(ref _requests, count) - count;

    /// <summary>Counts answers.</summary>
    public void Add(IReadOnlyList<Answer> answers)
    {
        foreach (var answer in answers)
        {
            Interlocked.Increment(ref _statuses[answer.Status]);
        }
    }

    /// <summary>Counts a line of a log.</summary>
    public void AddLine() => Interlocked.Increment(ref _lines);

    /// <summary>Remembers the most memory.</summary>
    public void AddMemory(long bytes) => Interlocked.Exchange(ref _peakBytes, Math.Max(bytes, PeakBytes));
}
