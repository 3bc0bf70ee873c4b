using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>How long calls of a model server may take.</summary>
/// <remarks>A request has <c>Limits:RequestTimeout</c> from its arrival to its answer, and
/// <c>Limits:ColdStartTimeout</c> while the server may be starting.</remarks>
/// <param name="request">The time for a request.</param>
internal sealed class CallTimes(RequestTime request)
{
    /// <summary>The time for a call that asks about a model, of a server that has answered before: it is made
    /// for all requests, and some wait for it.</summary>
    public static readonly TimeSpan UsualDescription = TimeSpan.FromSeconds(3);

    /// <summary>The time for a call that asks for predictions, both of its attempts together. After a failure
    /// a request asks again only as far as that fits into the same time.</summary>
    public TimeSpan Prediction => request.CallLimit;

    /// <summary>The time for a call that asks about a model: 3 seconds, or as long as the server may take to
    /// start, as then nobody waits for it.</summary>
    public TimeSpan Description => request.IsServerStarting ? Prediction : UsualDescription;

    /// <summary>The failure of a call that has not ended in its time.</summary>
    /// <param name="cause">The cause, for the log.</param>
    public PredictionException Missed(Exception cause) => request.Missed(cause);

    /// <summary>Notes that the model server is there, if the end of a call shows it.</summary>
    /// <param name="failure">Why there is no answer; null where there is one.</param>
    public void Note(PredictionFailure? failure)
    {
        if (
            failure
            is null
                or PredictionFailure.InstanceRefused
                or PredictionFailure.InstancesTooLarge
                or PredictionFailure.VersionNotFound
                or PredictionFailure.LabelNotFound
                or PredictionFailure.AnswerNotUnderstood
                or PredictionFailure.ServerFailed
        )
        {
            request.NoteAnswer();
        }
    }
}
