namespace SentimentFunction.Prediction.Batching;

/// <summary>How long calls take at present.</summary>
/// <remarks>It is used by one thread at a time.</remarks>
/// <param name="time">The clock.</param>
internal sealed class Pace(TimeProvider time)
{
    private const int Samples = 8;

    /// <summary>After which time without an answer nothing is known of the present.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly TimeSpan[] _taken = new TimeSpan[Samples];
    private int _count;
    private long _notedAt;

    /// <summary>The time of a call: the shortest of the last ones, as nobody is to be sent away who could be
    /// answered; null while none has been answered lately.</summary>
    public TimeSpan? OfCall
    {
        get
        {
            if (_count == 0 || time.GetElapsedTime(_notedAt) > Memory)
            {
                return null;
            }

            var shortest = TimeSpan.MaxValue;
            foreach (var taken in _taken.AsSpan(0, Math.Min(_count, Samples)))
            {
                shortest = taken < shortest ? taken : shortest;
            }

            return shortest;
        }
    }

    /// <summary>Notes a call that was answered.</summary>
    /// <param name="beganAt">When it began, as a timestamp.</param>
    public void Note(long beganAt)
    {
        _notedAt = time.GetTimestamp();
        _taken[_count++ % Samples] = time.GetElapsedTime(beganAt, _notedAt);
        _count = _count == 2 * Samples ? Samples : _count;
    }

    /// <summary>The failure of who can't be answered in time.</summary>
    /// <param name="late">By how much he would be late.</param>
    public static PredictionException TooLate(TimeSpan late) =>
        new(
            PredictionFailure.Busy,
            "More requests wait for the model server than it answers in the time for one. Try again later."
        )
        {
            RetryAfter = late,
        };
}
