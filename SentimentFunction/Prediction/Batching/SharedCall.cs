using System.Diagnostics;

namespace SentimentFunction.Prediction.Batching;

/// <summary>One call of the model server for one or several requests of a lane.</summary>
/// <param name="lane">The lane.</param>
/// <param name="requests">The requests, at least one; their order is that of the instances.</param>
/// <param name="beganAt">When it began, as a timestamp.</param>
internal sealed class SharedCall(Lane lane, IReadOnlyList<PendingRequest> requests, long beganAt)
    : IDisposable
{
    // Not disposed: without a timer it holds nothing, and callers may leave late.
    private readonly CancellationTokenSource _abandoned = new();
    private Activity? _activity;
    private MemoryLease? _memory;

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

    /// <summary>The version to ask for; null for the default one.</summary>
    public string? Version => requests[0].Version;

    /// <summary>Is cancelled when nobody waits for the call any longer.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Ends the call, as nobody waits for it.</summary>
    public void Cancel() => _abandoned.Cancel();

    /// <summary>Puts together what its requests ask for, and enters the call's own activity: that of its
    /// request, or one of no request's trace.</summary>
    /// <param name="budget">Where memory is taken from, until <see cref="Dispose"/>.</param>
    /// <exception cref="PredictionException">There is no memory for the call.</exception>
    public Instances Begin(MemoryBudget budget)
    {
        // Whoever's end has made room for it.
        Activity.Current = requests.Count == 1 ? requests[0].Activity : null;
        var instances = requests[0].Instances;
        if (requests.Count > 1)
        {
            _activity = Telemetry.StartSharedCall(requests.Select(request => request.Activity));
            instances = Join(_memory = new(budget));
        }

        IsSent = true;
        return instances;
    }

    /// <summary>Answers its requests.</summary>
    /// <param name="result">The predictions for all of them.</param>
    public void Answer(PredictionResult result)
    {
        if (requests.Count == 1)
        {
            requests[0].Answer(result);
            return;
        }

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

    /// <inheritdoc/>
    public void Dispose()
    {
        _activity?.Dispose();
        _memory?.Dispose();
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
