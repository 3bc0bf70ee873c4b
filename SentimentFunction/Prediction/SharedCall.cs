using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SentimentFunction.Prediction;

/// <summary>One call of the model server for one or several requests.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Without a timer the source holds nothing, and callers may leave late.")]
internal sealed class SharedCall
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly List<PendingRequest> _requests;
    private readonly Instances _instances;
    private int _callers;

    private SharedCall(List<PendingRequest> requests)
    {
        _requests = requests;
        _callers = requests.Count;
        _instances = Join(requests);
    }

    /// <summary>The trace of its first request.</summary>
    public Activity? Activity => _requests[0].Activity;

    /// <summary>Takes the first request that waits, and those after it that can share a call with it.</summary>
    /// <param name="waiting">The requests that wait, at least one; its predictor's lock is held.</param>
    /// <param name="maxInstances">The most instances of a shared call.</param>
    public static SharedCall Take(LinkedList<PendingRequest> waiting, int maxInstances)
    {
        var first = waiting.First!.Value;
        var requests = new List<PendingRequest>();
        var room = maxInstances;
        for (var node = waiting.First; node is not null && (room > 0 || requests.Count == 0);)
        {
            var (request, next) = (node.Value, node.Next);
            if (request == first || request.CanShareWith(first))
            {
                room -= request.Instances.Count;
                if (room < 0 && request != first)
                {
                    break;
                }

                waiting.Remove(node);
                requests.Add(request);
            }

            node = next;
        }

        var call = new SharedCall(requests);
        requests.ForEach(request => request.Call = call);
        return call;
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
    /// <returns>The requests to send again, each alone: all of them if one of several has an instance that the
    /// model refuses.</returns>
    public async Task<IReadOnlyList<PendingRequest>> RunAsync(IPredictor predictor)
    {
        try
        {
            Answer(await predictor.PredictAsync(_instances, _requests[0].Version, _abandoned.Token));
        }
        catch (PredictionException refused)
            when (_requests.Count > 1 && refused.Failure is PredictionFailure.InstanceRefused
                or PredictionFailure.InstancesTooLarge)
        {
            return _requests;
        }
        catch (Exception exception)
        {
            _requests.ForEach(request => request.Fail(exception));
        }

        return [];
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

    /// <summary>Copies the instances of all requests into one array: a caller who goes away takes his memory
    /// along.</summary>
    private static Instances Join(List<PendingRequest> requests)
    {
        var json = new byte[requests.Sum(request => request.Instances.Json.Length - 1) + 1];
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
        var first = requests[0].Instances;
        return new(json, count)
        {
            SignatureName = first.SignatureName.ToArray(),
            Parameters = first.Parameters.ToArray(),
        };
    }
}
