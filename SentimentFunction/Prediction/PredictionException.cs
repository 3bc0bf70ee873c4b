namespace SentimentFunction.Prediction;

/// <summary>There are no predictions, or there is no description of a model version.</summary>
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

    /// <summary>The position of the instance that was refused, from 0; null when the model server doesn't
    /// say.</summary>
    public int? Index { get; init; }

    /// <summary>The same failure, of the instance at another position: a message that begins with the old
    /// one, such as "instances[3]", then begins with the new one.</summary>
    /// <param name="index">The position, from 0.</param>
    public PredictionException At(int index) =>
        index == Index
            ? this
            : new(Failure, MessageAt(index), InnerException ?? this)
            {
                RetryAfter = RetryAfter,
                Index = index,
            };

    /// <summary>What an instance is called in messages.</summary>
    /// <param name="index">Its position, from 0.</param>
    public static string Subject(int index) => $"instances[{index}]";

    private string MessageAt(int index) =>
        Index is { } old && Message.StartsWith(Subject(old), StringComparison.Ordinal)
            ? Subject(index) + Message[Subject(old).Length..]
            : Message;
}
