using Microsoft.Extensions.ObjectPool;

namespace SentimentFunction.Prediction;

/// <summary>Counts the time of a <see cref="Deadline"/>, and ends it.</summary>
/// <remarks>A request takes two, each with a timer and a source of cancellation. One that nobody has ended is
/// used again; only by the system's clock, as others belong to tests. So it must be disposed of once, and its
/// token not be used afterwards: who can't see to that takes a <see cref="Deadline"/>.</remarks>
internal sealed class DeadlineClock : IDisposable
{
    private static readonly DefaultObjectPool<DeadlineClock> Pool = new(
        new PoolPolicy(),
        maximumRetained: 256
    );

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source = new();
    private readonly List<CancellationTokenRegistration> _others = [];
    private readonly ITimer _timer;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private TimeSpan _limit;
    private TimeSpan _counted;
    private long _countedAt;
    private bool _isOver;
    private bool _isRunning;

    private DeadlineClock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(
            static clock => ((DeadlineClock)clock!).Count(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Is cancelled after the time, or when somebody else ends it.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>The time that is left; none when it is over.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock)
            {
                var left = _limit - _counted - SinceCounted();
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Takes one, and starts it.</summary>
    /// <param name="limit">The time that there is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="others">Are cancelled when somebody else ends it.</param>
    public static DeadlineClock Start(
        TimeSpan limit,
        TimeProvider time,
        ReadOnlySpan<CancellationToken> others
    )
    {
        var clock = time == TimeProvider.System ? Pool.Get() : new DeadlineClock(time);
        clock.Run(limit, others);
        return clock;
    }

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

    /// <summary>Stops it, and gives it back: it must not be used any longer.</summary>
    public void Dispose()
    {
        // Afterwards nobody but the timer ends it.
        foreach (var other in _others)
        {
            other.Dispose();
        }

        _others.Clear();
        bool isOver;
        lock (_lock)
        {
            _isRunning = false;
            isOver = _isOver;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (!isOver && _time == TimeProvider.System && _source.TryReset())
        {
            Pool.Return(this);
        }
        else
        {
            _timer.Dispose();
            _source.Dispose();
        }
    }

    private void Run(TimeSpan limit, ReadOnlySpan<CancellationToken> others)
    {
        lock (_lock)
        {
            (_limit, _counted, _countedAt) = (limit, TimeSpan.Zero, _time.GetTimestamp());
            _isRunning = true;
        }

        foreach (var other in others)
        {
            _others.Add(
                other.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source)
            );
        }

        // Last: it may fire at once, and on this very thread, as a fake clock's does.
        _timer.Change(NextStep(limit), Timeout.InfiniteTimeSpan);
    }

    private void Count()
    {
        lock (_lock)
        {
            // One that fires late finds another deadline running, or none: there is no harm in one step more.
            if (!_isRunning)
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
            _source.Cancel();
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
        return passed <= Deadline.Step + Deadline.Tolerance ? passed : Deadline.Step;
    }

    private static TimeSpan NextStep(TimeSpan left) => left < Deadline.Step ? left : Deadline.Step;

    private sealed class PoolPolicy : PooledObjectPolicy<DeadlineClock>
    {
        public override DeadlineClock Create() => new(TimeProvider.System);

        public override bool Return(DeadlineClock obj) => true;
    }
}
