namespace SentimentFunction.Prediction;

/// <summary>The time that a request has: more of it until the model server has answered for the first
/// time.</summary>
/// <remarks>A model server that runs nowhere yet, such as one on Cloud Run without an instance, accepts
/// connections and is silent until it has started. One that this process has seen alive has no such
/// excuse.</remarks>
/// <param name="usual">The time for a request to a server that has answered before.</param>
/// <param name="whileStarting">The time for a request to a server that may be starting; not less than the
/// usual one.</param>
public sealed class RequestTime(TimeSpan usual, TimeSpan whileStarting)
{
    private const double ShareOfCall = 0.95;

    private volatile bool _hasAnswered;

    /// <summary>Whether the model server may be starting: it has not answered anything yet.</summary>
    public bool IsServerStarting => !_hasAnswered;

    /// <summary>The time for a request that arrives now.</summary>
    public TimeSpan Limit => _hasAnswered || whileStarting < usual ? usual : whileStarting;

    /// <summary>The time for the call that answers it. What that leaves is for reading the request, and for
    /// saying what became of the call.</summary>
    public TimeSpan CallLimit => Limit * ShareOfCall;

    /// <summary>The time for a request to a model server that needs no start.</summary>
    /// <param name="usual">The time.</param>
    public static RequestTime Of(TimeSpan usual)
    {
        var time = new RequestTime(usual, usual);
        time.NoteAnswer();
        return time;
    }

    /// <summary>Notes that the model server has answered something.</summary>
    public void NoteAnswer() => _hasAnswered = true;

    /// <summary>The failure of who gets no answer in his time.</summary>
    /// <param name="cause">The cause, for the log.</param>
    public PredictionException Missed(Exception? cause = null) =>
        IsServerStarting ? Starting(cause) : Deadline.Missed(cause);

    /// <summary>The failure of who asks a server that has not started within his time.</summary>
    /// <param name="cause">The cause, for the log.</param>
    public static PredictionException Starting(Exception? cause = null) =>
        new(PredictionFailure.Starting, "The model is starting. Try again in a moment.", cause)
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };
}
