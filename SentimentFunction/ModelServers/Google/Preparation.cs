using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Google;

/// <summary>What the function has to do before it can call a Google API or a service of one's own, and how it
/// says that this failed.</summary>
/// <param name="Passing">What a caller is told when it may work the next time.</param>
/// <param name="Lasting">What he is told when an operator has to see to it.</param>
internal sealed record Preparation(string Passing, string Lasting)
{
    /// <summary>Getting a credential, or a token.</summary>
    public static readonly Preparation SignIn = new(
        "The function can't sign in to the model server now. Try again later.",
        "The function can't sign in to the model server."
    );

    /// <summary>Finding the function's own project.</summary>
    public static readonly Preparation Project = new(
        "The function can't find out now which project it belongs to. Try again later.",
        "The function can't find out which project it belongs to."
    );

    /// <summary>The failure of it.</summary>
    /// <param name="exception">What was thrown, by a library or by a connection.</param>
    public PredictionException Failed(Exception exception)
    {
        var failure = MayPass(exception)
            ? new ServerFailure(PredictionFailure.Unavailable, Passing)
            : new ServerFailure(PredictionFailure.ServerFailed, Lasting);
        return failure.ToException(SafeCause.Of(exception, TokenError.CodeOf));
    }

    /// <summary>Whether nobody has answered. An answer, of whatever status, would be the same the next
    /// time.</summary>
    private static bool MayPass(Exception exception) =>
        exception is OperationCanceledException
        || ExceptionReader.IsUnreachable(exception)
        || (
            exception is HttpRequestException { StatusCode: null } or HttpIOException
            && ExceptionReader.Read(exception).Failure == PredictionFailure.ConnectionBroken
        );
}
