namespace SentimentModel;

/// <summary>An n-gram that the model knows.</summary>
/// <param name="NGram">One token or several, joined by one space.</param>
/// <param name="Weight">
/// How much it speaks for a positive sentence (above 0) or a negative one (below 0).
/// </param>
public readonly record struct NGramWeight(string NGram, float Weight);
