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

    private DeadlineClock? _clock;
    private bool _wasOver;

    private Deadline(DeadlineClock clock) => _clock = clock;

    /// <summary>Is cancelled after the time, or when somebody else ends it. It must not be used after
    /// <see cref="Dispose"/>: it may then be that of another deadline.</summary>
    /// <exception cref="ObjectDisposedException">There is none any longer.</exception>
    public CancellationToken Token => _clock?.Token ?? throw new ObjectDisposedException(nameof(Deadline));

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _clock?.IsOver ?? _wasOver;

    /// <summary>Starts the clock.</summary>
    /// <param name="limit">The time that there is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="others">Are cancelled when somebody else ends it, as a caller does who goes away.</param>
    public static Deadline Start(
        TimeSpan limit,
        TimeProvider time,
        params ReadOnlySpan<CancellationToken> others
    ) => new(DeadlineClock.Start(limit, time, others));

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
    public void ExtendTo(TimeSpan limit) => _clock?.ExtendTo(limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _clock, null) is { } clock)
        {
            _wasOver = clock.IsOver;
            clock.Dispose();
        }
    }
}
