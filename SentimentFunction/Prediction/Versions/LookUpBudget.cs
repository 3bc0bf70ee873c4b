namespace SentimentFunction.Prediction.Versions;

/// <summary>Bounds how often the model server is asked about versions that are not known: callers can ask for
/// any name, and each new one costs a call.</summary>
/// <param name="time">The clock.</param>
internal sealed class LookUpBudget(TimeProvider time)
{
    /// <summary>The look-ups that can follow each other at once: a page may ask for every version that there
    /// is.
    /// </summary>
    public const int Burst = 32;

    /// <summary>After which time there is one more.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock: the time that has been saved up, at most that for a burst.
    private TimeSpan _saved = Burst * Interval;
    private long _lookedAt = time.GetTimestamp();

    /// <summary>Takes one look-up, if there is one.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var saved = _saved + time.GetElapsedTime(_lookedAt, now);
            _saved = saved < Burst * Interval ? saved : Burst * Interval;
            _lookedAt = now;
            if (_saved < Interval)
            {
                return false;
            }

            _saved -= Interval;
            return true;
        }
    }

    /// <summary>The failure of who gets none.</summary>
    public static PredictionException UsedUp() =>
        new(
            PredictionFailure.Unavailable,
            "Too many unknown model versions have been asked for lately. Try again later, or leave out "
                + "'version'."
        )
        {
            RetryAfter = Interval,
        };
}
