namespace SentimentFunction.ModelServers.Transport;

/// <summary>Something that is made once, when it is first needed, and made again only if that
/// failed.</summary>
/// <remarks>Whoever waits shares one making; going away ends the wait, not the making.</remarks>
internal sealed class SharedTask<T>
{
    private readonly Lock _lock = new();
    private readonly Func<Task<T>> _make;
    private Task<T>? _task;

    /// <summary>Starts without it.</summary>
    /// <param name="make">Makes it.</param>
    public SharedTask(Func<Task<T>> make) => _make = make;

    /// <summary>Starts with what has been made already.</summary>
    /// <param name="made">What has been made.</param>
    public SharedTask(T made)
    {
        _task = Task.FromResult(made);
        _make = () => _task;
    }

    /// <summary>Gets it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        var task = _task;
        return task is { IsCompletedSuccessfully: true }
            ? new(task.Result)
            : new(StartIfNeeded().WaitAsync(cancellationToken));
    }

    private Task<T> StartIfNeeded()
    {
        lock (_lock)
        {
            if (_task is null or { IsFaulted: true } or { IsCanceled: true })
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _task = Task.Run(_make);
                }
            }

            return _task;
        }
    }
}
