namespace SentimentFunction.Tools.ModelTrainer.Evaluation;

/// <summary>How well a model did on sentences that it had not seen.</summary>
/// <param name="Accuracy">The share of the sentences that were told right, 0 to 1.</param>
/// <param name="Auc">
/// The probability that a positive sentence gets a higher probability than a negative one, 0 to 1.
/// </param>
/// <param name="CalibrationError">
/// The expected calibration error in ten bins of equal width, 0 to 1: how far the probabilities are from the
/// frequencies.
/// </param>
internal sealed record EvaluationFigures(float Accuracy, float Auc, float CalibrationError);
