namespace SentimentFunction.Prediction.Explaining;

/// <summary>A sentence whose words are explained.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Words">Its words.</param>
/// <param name="Index">The position of its prediction; those of the sentence without each word
/// follow.</param>
public sealed record ExplainedSentence(string Text, IReadOnlyList<Word> Words, int Index);
