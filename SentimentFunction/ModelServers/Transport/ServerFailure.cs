using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>A failure of a model server, as callers are told of it. What several kinds of model server have
/// in common is worded here, once.</summary>
/// <param name="Failure">What it is.</param>
/// <param name="Message">The same in words, fit for callers.</param>
internal sealed record ServerFailure(PredictionFailure Failure, string Message)
{
    /// <summary>The model refuses what the caller sent.</summary>
    public static readonly ServerFailure InstancesRefused = new(
        PredictionFailure.InstanceRefused,
        "The model refused the instances: see what it takes."
    );

    /// <summary>The server takes less at once.</summary>
    public static readonly ServerFailure InstancesTooLarge = new(
        PredictionFailure.InstancesTooLarge,
        "The instances are more than the model server takes at once: send fewer."
    );

    /// <summary>The version that was asked for isn't there.</summary>
    public static readonly ServerFailure NoSuchVersion = new(
        PredictionFailure.VersionNotFound,
        "The model server has no such model version."
    );

    /// <summary>The server failed, and doesn't say why.</summary>
    public static readonly ServerFailure Failed = new(
        PredictionFailure.ServerFailed,
        "The model server failed. Try again."
    );

    /// <summary>Somebody has set something wrong, here or there.</summary>
    public static readonly ServerFailure Misconfigured = new(
        PredictionFailure.ServerFailed,
        "The model server is not set up for this function, or the other way round: its operator has to see "
            + "to it."
    );

    /// <summary>Sign-in, permission, an API that isn't enabled, billing.</summary>
    public static readonly ServerFailure NotLetIn = new(
        PredictionFailure.ServerFailed,
        "The model server does not let this function in."
    );

    /// <summary>No connection could be made.</summary>
    public static readonly ServerFailure Unreachable = new(
        PredictionFailure.Unreachable,
        "The model server can't be reached. Try again later."
    );

    /// <summary>No connection was made in time.</summary>
    public static readonly ServerFailure ConnectTimedOut = Unreachable with
    {
        Failure = PredictionFailure.ConnectTimedOut,
    };

    /// <summary>The connection broke on the way.</summary>
    public static readonly ServerFailure ConnectionBroken = new(
        PredictionFailure.ConnectionBroken,
        "The connection to the model server broke before its answer was complete. Try again."
    );

    /// <summary>The server's own time for the call was over.</summary>
    public static readonly ServerFailure TooSlow = new(
        PredictionFailure.TimedOut,
        "The model server took too long. Try again."
    );

    /// <summary>Something else was under way at the server.</summary>
    public static readonly ServerFailure Occupied = new(
        PredictionFailure.Unavailable,
        "The model server was busy with something else. Try again later."
    );

    /// <summary>The server has a quota or no free thread.</summary>
    public static readonly ServerFailure RateLimited = new(
        PredictionFailure.RateLimited,
        "The model server has had too many requests. Try again later."
    );

    /// <summary>The server says that it is down.</summary>
    public static readonly ServerFailure SaysUnavailable = new(
        PredictionFailure.Unavailable,
        "The model server says that it is unavailable. Try again later."
    );

    /// <summary>The answer has another shape than the protocol's.</summary>
    public static readonly ServerFailure AnswerNotUnderstood = NotUnderstood(
        "The model server's answer is not understood."
    );

    /// <summary>The answer has more predictions than there were instances, or fewer.</summary>
    public static readonly ServerFailure WrongCount = NotUnderstood(
        "The model server did not answer one prediction per instance. Try again."
    );

    /// <summary>The answer has a number that is infinite or none, which JSON can't hold.</summary>
    public static readonly ServerFailure NotFinite = NotUnderstood(
        "The model server answered a number that is not finite."
    );

    /// <summary>The server described something else than what was asked about.</summary>
    public static readonly ServerFailure OtherVersionDescribed = NotUnderstood(
        "The model server described another model version than the one that was asked for."
    );

    /// <summary>The server answered with something else than what was asked.</summary>
    public static readonly ServerFailure OtherVersionAnswered = NotUnderstood(
        "The model server answered with another model version than the one that was asked for."
    );

    /// <summary>The server didn't say which version answered, where that has to be known.</summary>
    public static readonly ServerFailure VersionNotNamed = NotUnderstood(
        "The model server's answer does not name its version, and the request takes several calls: send fewer "
            + "instances."
    );

    /// <summary>When trying again makes sense; null for the usual.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The position of the instance that was refused, from 0; null when the server doesn't
    /// say.</summary>
    public int? Index { get; private init; }

    /// <summary>The failure of an answer that is no answer to the question.</summary>
    /// <param name="message">What is wrong with it.</param>
    public static ServerFailure NotUnderstood(string message) =>
        new(PredictionFailure.AnswerNotUnderstood, message);

    /// <summary>The same, of one instance.</summary>
    /// <param name="index">The position of the instance, from 0; null where it isn't known.</param>
    public ServerFailure At(int? index) => this with { Index = index };

    /// <summary>The same as an exception.</summary>
    /// <param name="cause">The cause, for the log: it holds nothing that could be the request's.</param>
    /// <param name="retryAfter">When trying again makes sense, where that is known better; else null.</param>
    public PredictionException ToException(Exception? cause = null, TimeSpan? retryAfter = null) =>
        new(Failure, Message, cause) { RetryAfter = retryAfter ?? RetryAfter, Index = Index };
}
