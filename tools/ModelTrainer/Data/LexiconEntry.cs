namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>A word and how people feel about it.</summary>
/// <param name="Valence">Above 0 when it is positive, below when it is negative; about -4 to 4.</param>
/// <param name="Text">The word, or whatever else was rated.</param>
internal readonly record struct LexiconEntry(double Valence, string Text);
