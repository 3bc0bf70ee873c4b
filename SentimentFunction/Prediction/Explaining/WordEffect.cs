namespace SentimentFunction.Prediction.Explaining;

/// <summary>What a word does to the sentiment of its sentence.</summary>
/// <param name="Text">The word.</param>
/// <param name="Word">Where it is.</param>
/// <param name="Effect">The probability of the sentence's most probable label with the word, minus the one
/// without it: from -1 to 1.</param>
public sealed record WordEffect(string Text, Word Word, double Effect);
