namespace SentimentFunction.Prediction;

/// <summary>Ends a request or a call after its time, or when somebody else ends it, and says which it
/// was.</summary>
/// <remarks>
/// Only the time in which this process runs counts. Cloud Run takes the processor away between requests, and
/// with it the chance to read an answer that has long come: a timer that fires late by seconds is a sign of
/// that, not of a slow model server. So the time is counted in steps, and of a pause no more than two steps.
/// </remarks>
internal sealed class Deadline : IDisposable
{
    /// <summary>The longest step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>How late a timer may fire on a busy machine: beyond it the process was not running.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _either;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private TimeSpan _limit;
    private TimeSpan _counted;
    private long _countedAt;
    private bool _isOver;
    private bool _isDisposed;

    /// <summary>Starts the clock.</summary>
    /// <param name="limit">The time that there is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="others">Are cancelled when somebody else ends it, as a caller does who goes away; at
    /// least one.</param>
    public Deadline(TimeSpan limit, TimeProvider time, params ReadOnlySpan<CancellationToken> others)
    {
        _time = time;
        _limit = limit;
        _either = CancellationTokenSource.CreateLinkedTokenSource(others);
        _countedAt = time.GetTimestamp();

        // Started when it is assigned: it may fire at once, and on this very thread, as a fake clock's does.
        _timer = time.CreateTimer(
            static deadline => ((Deadline)deadline!).Count(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _timer.Change(NextStep(limit), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Is cancelled after the time, or when somebody else ends it.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>The failure of a model server that has not answered in the time for a request.</summary>
    /// <param name="cause">The cause, for the log.</param>
    public static PredictionException Missed(Exception? cause = null) =>
        new(
            PredictionFailure.TimedOut,
            "The model server did not answer within the time for a request. Try again.",
            cause
        );

    /// <summary>Gives more time, unless it is over.</summary>
    /// <param name="limit">The time from the start on; less than there is changes nothing.</param>
    public void ExtendTo(TimeSpan limit)
    {
        lock (_lock)
        {
            // The next step sees it.
            _limit = limit > _limit ? limit : _limit;
        }
    }

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
            // It has ended in this very moment.
        }
    }

    /// <summary>The time that has passed since the last step, as far as it counts.</summary>
    private TimeSpan SinceCounted()
    {
        var passed = _time.GetElapsedTime(_countedAt);
        return passed <= Step + Tolerance ? passed : Step;
    }

    private static TimeSpan NextStep(TimeSpan left) => left < Step ? left : Step;
}
