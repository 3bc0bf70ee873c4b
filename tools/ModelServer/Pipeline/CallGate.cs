namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>Holds calls back until it is opened: they have been served, but their answers wait.</summary>
/// <remarks>
/// With it a test decides what happens in which order, without waiting for time to pass.
/// </remarks>
public sealed class CallGate : IDisposable
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrivalCount _arrived = new();
    private readonly ArrivalCount _abandoned = new();

    /// <summary>How many calls have come to the gate.</summary>
    public int Arrived => _arrived.Value;

    /// <summary>How many callers have gone away before the gate was opened.</summary>
    public int Abandoned => _abandoned.Value;

    /// <summary>Waits until calls have come to the gate, for a minute at most.</summary>
    /// <param name="calls">How many, in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">They have not come in time.</exception>
    public Task WaitForAsync(int calls, CancellationToken cancellationToken) =>
        _arrived.WaitForAsync(calls, cancellationToken);

    /// <summary>Waits until callers at the gate have gone away, for a minute at most.</summary>
    /// <param name="calls">How many, in all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">They have not gone in time.</exception>
    public Task WaitForAbandonedAsync(int calls, CancellationToken cancellationToken) =>
        _abandoned.WaitForAsync(calls, cancellationToken);

    /// <summary>Lets all calls through, those at the gate and those to come.</summary>
    public void Open() => _opened.TrySetResult();

    /// <inheritdoc/>
    public void Dispose() => Open();

    /// <summary>Waits at the gate.</summary>
    /// <param name="aborted">Says that the caller has gone away.</param>
    internal async Task PassAsync(CancellationToken aborted)
    {
        _arrived.Increment();
        try
        {
            await _opened.Task.WaitAsync(aborted);
        }
        catch (OperationCanceledException)
        {
            _abandoned.Increment();
            throw;
        }
    }
}
