namespace SentimentFunction.Tools.ModelServer;

/// <summary>Holds calls back until it is opened: they have been served, but their answers wait.</summary>
/// <remarks>With it a test decides what happens in which order, without waiting for time to pass.</remarks>
public sealed class CallGate : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(int Calls, TaskCompletionSource Arrived)> _watchers = [];
    private int _waiting;

    /// <summary>How many calls have come to the gate.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting;
            }
        }
    }

    /// <summary>Waits until calls have come to the gate.</summary>
    /// <param name="calls">How many, in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForAsync(int calls, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting >= calls)
            {
                return Task.CompletedTask;
            }

            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((calls, arrived));
            return arrived.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets all calls through, those at the gate and those to come.</summary>
    public void Open() => _opened.TrySetResult();

    /// <inheritdoc/>
    public void Dispose() => Open();

    /// <summary>Waits at the gate.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal Task PassAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _waiting++;
            foreach (var (calls, arrived) in _watchers)
            {
                if (_waiting >= calls)
                {
                    arrived.TrySetResult();
                }
            }
        }

        return _opened.Task.WaitAsync(cancellationToken);
    }
}
