namespace SentimentFunction.ModelServers;

/// <summary>Ends a call after its time, or when its caller goes away, and tells which it was.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly long _startedAt;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;

    /// <summary>Starts the clock.</summary>
    /// <param name="limit">The time for the call.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Is cancelled when the caller goes away.</param>
    public CallDeadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _limit = limit;
        _startedAt = time.GetTimestamp();
        _timeout = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, cancellationToken);
    }

    /// <summary>Is cancelled after the time, or when the caller goes away.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _timeout.IsCancellationRequested;

    /// <summary>The time that is left.</summary>
    public TimeSpan Remaining => _limit - _time.GetElapsedTime(_startedAt);

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
