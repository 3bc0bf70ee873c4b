using SentimentFunction.Tools.ModelTrainer.Evaluation;

namespace SentimentFunction.Tools.ModelTrainer;

/// <summary>One of the sets of sentences that a model was trained on.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Rows">How many sentences it has.</param>
/// <param name="PositiveRows">How many of them are positive.</param>
/// <param name="Figures">How well models did on the parts of the set that were held back from them.</param>
internal sealed record TrainingSetCard(string Name, int Rows, int PositiveRows, EvaluationFigures Figures);
