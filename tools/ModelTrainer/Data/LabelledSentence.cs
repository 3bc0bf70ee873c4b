namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>A sentence and what it is known to be.</summary>
internal readonly record struct LabelledSentence(bool IsPositive, string Text);
