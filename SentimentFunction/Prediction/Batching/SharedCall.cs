using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SentimentFunction.Prediction.Batching;

/// <summary>One call of the model server for one or several requests of a lane.</summary>
/// <param name="lane">The lane.</param>
/// <param name="requests">The requests, at least one; their order is that of the instances.</param>
/// <param name="beganAt">When it began, as a timestamp.</param>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Without a timer the source holds nothing, and callers may leave late."
)]
internal sealed class SharedCall(Lane lane, List<PendingRequest> requests, long beganAt)
{
    private readonly CancellationTokenSource _abandoned = new();

    /// <summary>The lane.</summary>
    public Lane Lane => lane;

    /// <summary>The requests, in the order of their instances.</summary>
    public IReadOnlyList<PendingRequest> Requests => requests;

    /// <summary>When it began, as a timestamp.</summary>
    public long BeganAt => beganAt;

    /// <summary>Whom its requests share it with.</summary>
    public CallGroup? Group => requests[0].Group;

    /// <summary>The requests that somebody still waits for; it belongs to the lane.</summary>
    public int Callers { get; set; } = requests.Count;

    /// <summary>Whether the model server has been asked; else there was no memory for that.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Ends the call, as nobody waits for it.</summary>
    public void Cancel() => _abandoned.Cancel();

    /// <summary>Makes the call.</summary>
    /// <param name="predictor">Makes the predictions.</param>
    /// <param name="budget">Where memory is taken from.</param>
    /// <exception cref="PredictionException">There are no predictions, or there is no memory for the
    /// call.</exception>
    public async Task<PredictionResult> RunAsync(IPredictor predictor, MemoryBudget budget)
    {
        using var activity = Begin();
        using var memory = new MemoryLease(budget);
        var instances = requests.Count == 1 ? requests[0].Instances : Join(memory);
        IsSent = true;
        return await predictor.PredictAsync(instances, requests[0].Version, _abandoned.Token);
    }

    /// <summary>Answers its requests.</summary>
    /// <param name="result">The predictions for all of them.</param>
    public void Answer(PredictionResult result)
    {
        var start = 0;
        foreach (var request in requests)
        {
            var count = request.Instances.Count;
            request.Answer(result with { Predictions = result.Predictions.Slice(start, count) });
            start += count;
        }
    }

    /// <summary>Finds out whose an instance is.</summary>
    /// <param name="index">The position of the instance in the call, from 0.</param>
    /// <returns>Its request; null where there is no such instance.</returns>
    public PendingRequest? Find(int index)
    {
        foreach (var request in requests)
        {
            if (index < request.Instances.Count)
            {
                return request;
            }

            index -= request.Instances.Count;
        }

        return null;
    }

    /// <summary>Begins the call's own activity: that of its request, or one of no request's trace.</summary>
    private Activity? Begin()
    {
        if (requests.Count == 1)
        {
            // Whoever's end has made room for it.
            Activity.Current = requests[0].Activity;
            return null;
        }

        Activity.Current = null;
        return Telemetry.StartSharedCall(requests.Select(request => request.Activity));
    }

    private Instances Join(MemoryLease memory)
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
            IsPart = requests[0].Instances.IsPart,
        };
    }
}
