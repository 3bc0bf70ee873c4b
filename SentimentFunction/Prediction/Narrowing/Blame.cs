namespace SentimentFunction.Prediction.Narrowing;

/// <summary>Says whether a failure can be due to an instance.</summary>
internal static class Blame
{
    /// <summary>Whether fewer instances may not fail alike.</summary>
    /// <param name="failed">The failure.</param>
    public static bool MayBeOfAnInstance(this PredictionException failed) =>
        IsRefusal(failed) || IsOfServer(failed);

    /// <summary>Whether an instance is refused, or is too large: the server does its work.</summary>
    /// <param name="failed">The failure.</param>
    public static bool IsRefusal(this PredictionException failed) =>
        failed.Failure is PredictionFailure.InstanceRefused or PredictionFailure.InstancesTooLarge;

    /// <summary>Whether the server fails: because of an instance, or of itself.</summary>
    /// <param name="failed">The failure.</param>
    private static bool IsOfServer(PredictionException failed) =>
        failed.Failure
            is PredictionFailure.ServerFailed
                or PredictionFailure.ConnectionBroken
                or PredictionFailure.AnswerNotUnderstood;
}
