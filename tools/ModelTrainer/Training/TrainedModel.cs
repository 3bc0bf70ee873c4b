using SentimentFunction.Tools.ModelTrainer.Evaluation;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>What training gave.</summary>
/// <param name="File">The bytes of the model file.</param>
/// <param name="Validation">What models that had not seen a sentence said of it, for every sentence.</param>
internal sealed record TrainedModel(byte[] File, IReadOnlyList<ScoredSentence> Validation);
