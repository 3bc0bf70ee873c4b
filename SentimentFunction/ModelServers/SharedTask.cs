namespace SentimentFunction.ModelServers;

/// <summary>Something that is made once, when it is first needed, and made again only if that failed.</summary>
/// <remarks>Whoever waits shares one making; going away ends the wait, not the making.</remarks>
/// <param name="make">Makes it.</param>
internal sealed class SharedTask<T>(Func<Task<T>> make)
{
    private readonly Lock _lock = new();
    private Task<T>? _task;

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
                    _task = Task.Run(make);
                }
            }

            return _task;
        }
    }
}
