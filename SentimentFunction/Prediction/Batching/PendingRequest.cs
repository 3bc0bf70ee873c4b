using System.Diagnostics;

namespace SentimentFunction.Prediction.Batching;

/// <summary>A request that waits for its predictions.</summary>
internal sealed class PendingRequest
{
    private readonly TaskCompletionSource<PredictionResult> _result = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private LinkedListNode<PendingRequest>? _node;
    private Lanes? _lanes;
    private CancellationTokenRegistration _caller;

    /// <summary>Starts to wait.</summary>
    /// <param name="instances">What to predict.</param>
    /// <param name="version">The version to use; null for the default one.</param>
    public PendingRequest(Instances instances, string? version)
    {
        Instances = instances;
        Version = version;
        Activity = Activity.Current;
    }

    /// <summary>What to predict.</summary>
    public Instances Instances { get; }

    /// <summary>The version to use; null for the default one.</summary>
    public string? Version { get; }

    /// <summary>The trace that it belongs to.</summary>
    public Activity? Activity { get; }

    /// <summary>Its place among those that wait in its lane.</summary>
    public LinkedListNode<PendingRequest> Node => _node ??= new(this);

    /// <summary>Whether it is answered, failed or cancelled.</summary>
    public bool IsDone => _result.Task.IsCompleted;

    /// <summary>The predictions.</summary>
    public Task<PredictionResult> Result => _result.Task;

    /// <summary>The lane in which it stands; it and what follows belong to that lane, once it is in
    /// it.</summary>
    public Lane? Lane { get; set; }

    /// <summary>The call that it has left with; null as long as it waits.</summary>
    public SharedCall? Call { get; set; }

    /// <summary>Who it shares a call with: those of the same group. Null: anybody in its lane.</summary>
    public CallGroup? Group { get; set; }

    /// <summary>What its caller is told at once when it tries a server that does not answer; null where he
    /// waits for the answer.</summary>
    public PredictionException? LeftAlone { get; set; }

    /// <summary>Whether another request may share a call with this one.</summary>
    /// <param name="other">The other request, of the same lane.</param>
    public bool CanShareWith(PendingRequest other) =>
        Group == other.Group
        && Version == other.Version
        && Instances.IsPart == other.Instances.IsPart
        && Instances.AreObjects == other.Instances.AreObjects
        && Instances.SignatureName.Span.SequenceEqual(other.Instances.SignatureName.Span)
        && Instances.Parameters.Span.SequenceEqual(other.Instances.Parameters.Span);

    /// <summary>Lets its caller give up as long as it isn't done. To be called before anybody else knows
    /// it.</summary>
    /// <param name="lanes">The lanes that it is going to stand in.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public void LeaveWith(Lanes lanes, CancellationToken cancellationToken)
    {
        _lanes = lanes;
        _caller = cancellationToken.UnsafeRegister(
            static (request, token) => ((PendingRequest)request!).Leave(token),
            this
        );
    }

    /// <summary>Answers it.</summary>
    /// <param name="result">Its own predictions.</param>
    public void Answer(PredictionResult result)
    {
        _result.TrySetResult(result);
        _caller.Unregister();
    }

    /// <summary>Fails it.</summary>
    /// <param name="exception">Why.</param>
    public void Fail(Exception exception)
    {
        _result.TrySetException(exception);
        _caller.Unregister();
    }

    /// <summary>Cancels it, unless it is done.</summary>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    public bool TryCancel(CancellationToken cancellationToken) => _result.TrySetCanceled(cancellationToken);

    private void Leave(CancellationToken cancellationToken) =>
        _lanes!.Leave(this, cancellationToken)?.Cancel();
}
