using System.Diagnostics;

namespace SentimentFunction.Prediction;

/// <summary>Lets requests share calls of the model server under load.</summary>
/// <remarks>
/// A request leaves at once while fewer than the most calls are under way: an idle function adds no waiting. What
/// arrives while all of them are leaves together in the next call, in order. Requests for different versions,
/// signatures or parameters never share one.
/// </remarks>
/// <param name="inner">Makes the predictions.</param>
/// <param name="options">How much is shared.</param>
public sealed class BatchingPredictor(IPredictor inner, BatchingOptions options) : IPredictor
{
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private readonly LinkedList<PendingRequest> _waiting = new();
    private int _calls;

    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances, string? version, CancellationToken cancellationToken)
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

        await using var registration = cancellationToken.UnsafeRegister(_ => Leave(request, cancellationToken), null);
        return await request.Result;
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version, cancellationToken);

    private SharedCall? TakeCall()
    {
        if (_calls == options.MaxConcurrentCalls || _waiting.First is null)
        {
            return null;
        }

        _calls++;
        return SharedCall.Take(_waiting, options.MaxInstances);
    }

    private async Task RunAsync(SharedCall call)
    {
        // The call belongs to the trace of its first request, whoever's end has made room for it.
        Activity.Current = call.Activity;
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
            if (abandoned is null)
            {
                _waiting.Remove(request.Node);
            }
        }

        abandoned?.Leave();
    }
}
