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

    /// <summary>The model has no version of the label that the configuration names.</summary>
    LabelNotFound,

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

    /// <summary>No connection to the model server could be made.</summary>
    Unreachable,

    /// <summary>The model server did not even accept a connection in time.</summary>
    ConnectTimedOut,

    /// <summary>The model server says that it is down, or is left alone as it has failed too often
    /// lately.</summary>
    Unavailable,

    /// <summary>The model server did not answer in time.</summary>
    TimedOut,

    /// <summary>The model server has not answered at all yet: it may be starting.</summary>
    Starting,

    /// <summary>This instance of the function has no room for the request right now: no memory, or no
    /// call in time.</summary>
    Busy,
}
