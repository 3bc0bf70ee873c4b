namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>A count that can be waited for.</summary>
internal sealed class ArrivalCount
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private int _count;

    /// <summary>The count so far.</summary>
    public int Value
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Counts one more.</summary>
    public void Increment()
    {
        lock (_lock)
        {
            _count++;
            foreach (var (count, reached) in _watchers)
            {
                if (_count >= count)
                {
                    reached.TrySetResult();
                }
            }
        }
    }

    /// <summary>Waits for the count, for a minute at most.</summary>
    /// <param name="count">What it must be at least.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It has not been reached in time.</exception>
    public async Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            await ReachedAsync(count).WaitAsync(Limit, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Waited a minute for {count} calls; only {Value} came.", exception);
        }
    }

    private Task ReachedAsync(int count)
    {
        lock (_lock)
        {
            if (_count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task;
        }
    }
}
