namespace SentimentFunction.Prediction;

/// <summary>What became of one instance: its prediction, or the reason why it has none.</summary>
public readonly record struct Outcome
{
    private Outcome(ReadOnlyMemory<byte> prediction, PredictionException? failure) =>
        (Prediction, Failure) = (prediction, failure);

    /// <summary>The prediction, a JSON value in UTF-8, byte for byte as the model server wrote it; empty for
    /// an instance that failed.</summary>
    public ReadOnlyMemory<byte> Prediction { get; }

    /// <summary>Why there is no prediction; null where there is one.</summary>
    public PredictionException? Failure { get; }

    /// <summary>The outcome of an instance that was predicted.</summary>
    /// <param name="prediction">The prediction, a JSON value in UTF-8.</param>
    public static Outcome Of(ReadOnlyMemory<byte> prediction) => new(prediction, null);

    /// <summary>The outcome of an instance that was not.</summary>
    /// <param name="failure">Why.</param>
    public static Outcome Of(PredictionException failure) => new(default, failure);
}
