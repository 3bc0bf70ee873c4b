using System.Diagnostics;

namespace SentimentFunction.Prediction.Batching;

/// <summary>A request that waits for its predictions. Its members are guarded by its predictor's
/// lock.</summary>
internal sealed class PendingRequest
{
    private readonly TaskCompletionSource<PredictionResult> _result = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Starts to wait.</summary>
    /// <param name="instances">What to predict.</param>
    /// <param name="version">The version to use; null for the default one.</param>
    public PendingRequest(Instances instances, string? version)
    {
        Instances = instances;
        Version = version;
        Activity = Activity.Current;
        Node = new LinkedListNode<PendingRequest>(this);
    }

    /// <summary>What to predict.</summary>
    public Instances Instances { get; }

    /// <summary>The version to use; null for the default one.</summary>
    public string? Version { get; }

    /// <summary>The trace that it belongs to.</summary>
    public Activity? Activity { get; }

    /// <summary>Its place among those that wait.</summary>
    public LinkedListNode<PendingRequest> Node { get; }

    /// <summary>The call that it has left with; null as long as it waits.</summary>
    public SharedCall? Call { get; set; }

    /// <summary>Whether it must not share a call.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>Whether it is answered, failed or cancelled.</summary>
    public bool IsDone => _result.Task.IsCompleted;

    /// <summary>The predictions.</summary>
    public Task<PredictionResult> Result => _result.Task;

    /// <summary>Whether another request may share a call with this one.</summary>
    /// <param name="other">The other request.</param>
    public bool CanShareWith(PendingRequest other) =>
        !IsAlone
        && !other.IsAlone
        && Version == other.Version
        && Instances.SignatureName.Span.SequenceEqual(other.Instances.SignatureName.Span)
        && Instances.Parameters.Span.SequenceEqual(other.Instances.Parameters.Span);

    /// <summary>Makes it wait again, for a call of its own.</summary>
    public void SendAlone() => (Call, IsAlone) = (null, true);

    /// <summary>Answers it.</summary>
    /// <param name="result">Its own predictions.</param>
    public void Answer(PredictionResult result) => _result.TrySetResult(result);

    /// <summary>Fails it.</summary>
    /// <param name="exception">Why.</param>
    public void Fail(Exception exception) => _result.TrySetException(exception);

    /// <summary>Cancels it, unless it is done.</summary>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public bool TryCancel(CancellationToken cancellationToken) => _result.TrySetCanceled(cancellationToken);
}
