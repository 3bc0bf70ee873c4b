namespace SentimentFunction.Prediction;

/// <summary>Predictions, or the description of a model version, can't be had.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">The same in words, fit for callers: it never holds an upstream answer, a token or
/// the name of a project.</param>
/// <param name="innerException">The cause, for the log.</param>
public sealed class PredictionException(
    PredictionFailure failure,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    /// <summary>Why.</summary>
    public PredictionFailure Failure { get; } = failure;

    /// <summary>When trying again makes sense, as the model server says; null when it doesn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The position of the instance that was refused, from 0; null when the server doesn't
    /// say.</summary>
    public int? Index { get; init; }
}
