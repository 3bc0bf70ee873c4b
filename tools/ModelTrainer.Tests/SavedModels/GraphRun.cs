namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>What came of a run of the graph.</summary>
/// <param name="CustomOps">The operations that TensorFlow.js did not bring along.</param>
/// <param name="Answers">The answers, one for each batch.</param>
internal sealed record GraphRun(string[] CustomOps, GraphAnswer[] Answers);
