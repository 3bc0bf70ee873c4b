using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SentimentFunction.Prediction.Batching;

/// <summary>One call of the model server for one or several requests.</summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Without a timer the source holds nothing, and callers may leave late."
)]
internal sealed class SharedCall
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly List<PendingRequest> _requests;
    private readonly MemoryLease _memory;
    private readonly Instances _instances;
    private int _callers;

    private SharedCall(List<PendingRequest> requests, MemoryLease memory)
    {
        _requests = requests;
        _callers = requests.Count;
        _memory = memory;
        _instances = requests.Count == 1 ? requests[0].Instances : Join(requests, memory);
    }

    /// <summary>Takes the first request that waits, and those after it that can share a call with
    /// it.</summary>
    /// <remarks>Nothing is taken when there is no memory for it.</remarks>
    /// <param name="waiting">The requests that wait, at least one; its predictor's lock is held.</param>
    /// <param name="maxInstances">The most instances of a shared call.</param>
    /// <param name="payload">The most bytes of a shared call.</param>
    /// <param name="budget">Where memory is taken from.</param>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static SharedCall Take(
        LinkedList<PendingRequest> waiting,
        int maxInstances,
        PayloadLimit payload,
        MemoryBudget budget
    )
    {
        var requests = Choose(waiting, maxInstances, payload);
        var memory = new MemoryLease(budget);
        try
        {
            var call = new SharedCall(requests, memory);
            foreach (var request in requests)
            {
                waiting.Remove(request.Node);
                request.Call = call;
            }

            return call;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Notes that one of its callers has gone; the last one ends the call.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _callers) == 0)
        {
            _abandoned.Cancel();
        }
    }

    /// <summary>Makes the call and answers its requests.</summary>
    /// <param name="predictor">Makes the predictions.</param>
    /// <returns>The requests to send again, each alone: all of them if one of several has an instance that
    /// the model refuses.</returns>
    public async Task<IReadOnlyList<PendingRequest>> RunAsync(IPredictor predictor)
    {
        try
        {
            using var activity = Begin();
            Answer(await predictor.PredictAsync(_instances, _requests[0].Version, _abandoned.Token));
        }
        catch (PredictionException refused)
            when (_requests.Count > 1
                && refused.Failure is PredictionFailure.InstanceRefused or PredictionFailure.InstancesTooLarge
            )
        {
            return _requests;
        }
        catch (Exception exception)
        {
            _requests.ForEach(request => request.Fail(exception));
        }
        finally
        {
            _memory.Dispose();
        }

        return [];
    }

    private static List<PendingRequest> Choose(
        LinkedList<PendingRequest> waiting,
        int maxInstances,
        PayloadLimit payload
    )
    {
        var first = waiting.First!.Value;
        List<PendingRequest> requests = [first];
        var instances = maxInstances - first.Instances.Count;
        var bytes = payload.Bytes - PayloadLimit.SizeOf(first.Instances);
        for (var node = waiting.First.Next; node is not null && instances > 0 && bytes > 0; node = node.Next)
        {
            if (node.Value.CanShareWith(first))
            {
                instances -= node.Value.Instances.Count;
                bytes -= node.Value.Instances.Json.Length;
                if (instances < 0 || bytes < 0)
                {
                    break;
                }

                requests.Add(node.Value);
            }
        }

        return requests;
    }

    /// <summary>Begins the call's own activity: that of its request, or one of no request's trace.</summary>
    private Activity? Begin()
    {
        if (_requests.Count == 1)
        {
            // Whoever's end has made room for it.
            Activity.Current = _requests[0].Activity;
            return null;
        }

        Activity.Current = null;
        return Telemetry.StartSharedCall(_requests.Select(request => request.Activity));
    }

    private void Answer(PredictionResult result)
    {
        var start = 0;
        foreach (var request in _requests)
        {
            var count = request.Instances.Count;
            request.Answer(result with { Predictions = result.Predictions.Slice(start, count) });
            start += count;
        }
    }

    private static Instances Join(List<PendingRequest> requests, MemoryLease memory)
    {
        var json = memory.Allocate(requests.Sum(request => request.Instances.Json.Length - 1) + 1);
        var (length, count) = (0, 0);
        foreach (var request in requests)
        {
            // All but the closing bracket; the next opening bracket becomes the comma between them.
            var elements = request.Instances.Json.Span[..^1];
            elements.CopyTo(json.AsSpan(length));
            json[length] = (byte)',';
            length += elements.Length;
            count += request.Instances.Count;
        }

        json[0] = (byte)'[';
        json[^1] = (byte)']';
        return new(json, count)
        {
            SignatureName = requests[0].Instances.SignatureName,
            Parameters = requests[0].Instances.Parameters,
        };
    }
}
