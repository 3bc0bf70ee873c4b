namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>A count that can be waited for.</summary>
internal sealed class ArrivalCount
{
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

    /// <summary>Waits for the count.</summary>
    /// <param name="count">What it must be at least.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }
}
