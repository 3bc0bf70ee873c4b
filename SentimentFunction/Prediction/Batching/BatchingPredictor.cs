namespace SentimentFunction.Prediction.Batching;

/// <summary>Lets requests share calls of the model server under load.</summary>
/// <remarks>
/// A request leaves at once while fewer than the most calls are under way: an idle function adds no waiting.
/// What arrives while all of them are leaves together in the next call, in order. Requests for different
/// versions, signatures or parameters never share one.
/// </remarks>
/// <param name="inner">Makes the predictions.</param>
/// <param name="maxInstances">The most instances in a shared call, from 2.</param>
/// <param name="maxCalls">The most calls at once, from 1.</param>
/// <param name="payload">How much a call may carry.</param>
/// <param name="budget">The memory for requests, and for the calls that they share.</param>
public sealed class BatchingPredictor(
    IPredictor inner,
    int maxInstances,
    int maxCalls,
    PayloadLimit payload,
    MemoryBudget budget
) : IPredictor
{
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private readonly LinkedList<PendingRequest> _waiting = new();
    private int _calls;

    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new PendingRequest(instances, version);
        SharedCall? call;
        lock (_lock)
        {
            _waiting.AddLast(request.Node);
            call = TakeCall();
        }

        if (call is not null)
        {
            _ = RunAsync(call);
        }

        try
        {
            await using var registration = cancellationToken.UnsafeRegister(
                _ => Leave(request, cancellationToken),
                null
            );
            return await request.Result;
        }
        catch
        {
            Forget(request);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version, cancellationToken);

    /// <summary>Takes a call from what waits, if one more may be under way; the lock is held.</summary>
    private SharedCall? TakeCall()
    {
        while (_calls < maxCalls && _waiting.First is { Value: var first })
        {
            try
            {
                var call = SharedCall.Take(_waiting, maxInstances, payload, budget);
                _calls++;
                return call;
            }
            catch (Exception exception)
            {
                // There is no memory: one request fewer takes less, and the others must not wait for ever.
                _waiting.Remove(first.Node);
                first.Fail(exception);
            }
        }

        return null;
    }

    private async Task RunAsync(SharedCall call)
    {
        var unanswered = await call.RunAsync(inner);
        SharedCall? next;
        lock (_lock)
        {
            _calls--;
            foreach (var request in unanswered.Where(request => !request.IsDone))
            {
                request.SendAlone();
                _waiting.AddFirst(request.Node);
            }

            next = TakeCall();
        }

        while (next is not null)
        {
            _ = RunAsync(next);
            lock (_lock)
            {
                next = TakeCall();
            }
        }
    }

    private void Leave(PendingRequest request, CancellationToken cancellationToken)
    {
        SharedCall? abandoned;
        lock (_lock)
        {
            if (!request.TryCancel(cancellationToken))
            {
                return;
            }

            abandoned = request.Call;
        }

        Forget(request);
        abandoned?.Leave();
    }

    /// <summary>Lets a request wait no longer, if it still does.</summary>
    private void Forget(PendingRequest request)
    {
        lock (_lock)
        {
            if (request.Node.List is not null)
            {
                _waiting.Remove(request.Node);
            }
        }
    }
}
