namespace SentimentFunction.Prediction;

/// <summary>A prediction, read for people.</summary>
/// <param name="Label">The most probable label, such as "positive".</param>
/// <param name="Score">The probability of that label, from 0 to 1.</param>
public readonly record struct Sentiment(string Label, double Score);
