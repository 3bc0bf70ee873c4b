namespace SentimentFunction.Prediction;

/// <summary>A prediction, read for people.</summary>
/// <param name="Label">The most probable label, such as "positive".</param>
/// <param name="Score">The probability of that label, from 0 to 1.</param>
public readonly record struct Sentiment(string Label, double Score)
{
    /// <summary>The probability of each label, from 0 to 1, in the order of the configured ones; null where
    /// there are two, whose probabilities the score tells, and where the prediction lacks one.</summary>
    public IReadOnlyList<double>? Probabilities { get; init; }
}
