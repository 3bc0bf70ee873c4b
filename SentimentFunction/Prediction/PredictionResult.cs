namespace SentimentFunction.Prediction;

/// <summary>What a model server answered.</summary>
/// <param name="Predictions">One prediction per instance, in order.</param>
/// <param name="Model">The model version that made them.</param>
public sealed record PredictionResult(Predictions Predictions, ModelVersion Model);
