namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>
/// The start of model servers that have no instance until the first call, as Cloud Run starts them: the
/// connection is accepted, and nothing is answered until the instance is there.
/// </summary>
/// <param name="duration">How long it takes.</param>
internal sealed class ColdStart(TimeSpan duration)
{
    private readonly Lock _lock = new();
    private Task? _end;

    /// <summary>How long it takes.</summary>
    public TimeSpan Duration { get; } = duration;

    /// <summary>How far it is.</summary>
    public StartState State
    {
        get
        {
            lock (_lock)
            {
                return _end is null ? StartState.Cold
                    : _end.IsCompleted ? StartState.Started
                    : StartState.Starting;
            }
        }
    }

    /// <summary>Waits until the servers have started; the first wait starts them.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="aborted">Says that the caller has gone away, which doesn't stop the start.</param>
    public Task WaitAsync(TimeProvider time, CancellationToken aborted)
    {
        lock (_lock)
        {
            _end ??= Task.Delay(Duration, time, CancellationToken.None);
            return _end.WaitAsync(aborted);
        }
    }
}
