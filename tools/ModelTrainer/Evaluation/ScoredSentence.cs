namespace SentimentFunction.Tools.ModelTrainer.Evaluation;

/// <summary>What a model says of a sentence, and what the sentence really is.</summary>
internal readonly record struct ScoredSentence(double Probability, bool IsPositive);
