namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>What the graph says of a batch.</summary>
/// <param name="Shape">The shape of the probabilities.</param>
/// <param name="DType">Their type, as TensorFlow.js names it.</param>
/// <param name="Probabilities">The probabilities, row by row.</param>
/// <param name="Tokens">The tokens of each sentence, joined by one space.</param>
internal sealed record GraphAnswer(int[] Shape, string DType, float[] Probabilities, string[] Tokens);
