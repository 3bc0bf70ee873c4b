namespace SentimentFunction.Prediction;

/// <summary>Why there are no predictions, or no description of a model version.</summary>
public enum PredictionFailure
{
    /// <summary>The model refused an instance: its shape or content is not what the model takes.</summary>
    InstanceRefused,

    /// <summary>The instances are more at once than the model server takes.</summary>
    InstancesTooLarge,

    /// <summary>The model has no version of the name that was asked for.</summary>
    VersionNotFound,

    /// <summary>The model server chooses the version itself; the caller can't.</summary>
    VersionNotSelectable,

    /// <summary>The model server has had too many requests.</summary>
    RateLimited,

    /// <summary>The model server failed, or refused the function itself.</summary>
    ServerFailed,

    /// <summary>The connection broke before the answer was complete.</summary>
    ConnectionBroken,

    /// <summary>The model server answered something that is no answer to the question.</summary>
    AnswerNotUnderstood,

    /// <summary>The model server can't be reached, says that it is down, or has failed too often
    /// lately.</summary>
    Unavailable,

    /// <summary>The model server did not answer in time.</summary>
    TimedOut,

    /// <summary>This instance of the function has no memory left for the request right now.</summary>
    Busy,
}
