namespace SentimentFunction.ModelServers.Transport;

/// <summary>Ends a call after its time, or when its caller goes away, and tells which it was.</summary>
/// <remarks>
/// Only the time in which this process runs counts. Cloud Run takes the processor away between requests, and
/// with it the chance to read an answer that has long come: a timer that fires late by seconds tells of that,
/// not of a slow model server. So the time is counted in steps, and of a pause no more than two steps.
/// </remarks>
internal sealed class CallDeadline : IDisposable
{
    /// <summary>The longest step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>How late a timer may fire on a busy machine: beyond it the process was not running.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _either;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private TimeSpan _counted;
    private long _countedAt;
    private bool _isOver;
    private bool _isDisposed;

    /// <summary>Starts the clock.</summary>
    /// <param name="limit">The time for the call.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Is cancelled when the caller goes away.</param>
    public CallDeadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _limit = limit;
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _countedAt = time.GetTimestamp();
        lock (_lock)
        {
            // It may fire before it is assigned, and then waits here.
            _timer = time.CreateTimer(
                static deadline => ((CallDeadline)deadline!).Count(),
                this,
                NextStep(limit),
                Timeout.InfiniteTimeSpan
            );
        }
    }

    /// <summary>Is cancelled after the time, or when the caller goes away.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
        _either.Dispose();
    }

    private void Count()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _counted += SinceCounted();
            _countedAt = _time.GetTimestamp();
            if (_counted < _limit)
            {
                _timer.Change(NextStep(_limit - _counted), Timeout.InfiniteTimeSpan);
                return;
            }

            _isOver = true;
        }

        try
        {
            _either.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call has ended in this very moment.
        }
    }

    /// <summary>The time that has passed since the last step, as far as it counts.</summary>
    private TimeSpan SinceCounted()
    {
        var passed = _time.GetElapsedTime(_countedAt);
        var due = NextStep(_limit - _counted);
        return passed <= due + Tolerance ? passed : due;
    }

    private static TimeSpan NextStep(TimeSpan left) => left < Step ? left : Step;
}
