namespace SentimentFunction.Prediction;

/// <summary>A prediction, read for people.</summary>
/// <param name="Label">The most probable label, such as "positive"; <see cref="Unsure"/> where none is
/// probable enough.</param>
/// <param name="Score">The probability of the most probable label, from 0 to 1.</param>
public readonly record struct Sentiment(string Label, double Score)
{
    /// <summary>The label where no other is probable enough.</summary>
    public const string Unsure = "unsure";

    /// <summary>The most probable label where it is not probable enough; null where it is.</summary>
    public string? Nearest { get; init; }

    /// <summary>The probability of each label, from 0 to 1, in the order of the configured ones; null where
    /// there are two, whose probabilities the score tells, and where the prediction lacks one.</summary>
    public IReadOnlyList<double>? Probabilities { get; init; }
}
