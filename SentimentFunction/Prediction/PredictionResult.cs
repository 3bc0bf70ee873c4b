namespace SentimentFunction.Prediction;

/// <summary>What became of the instances of a request, and the one model version that answered all of
/// them.</summary>
/// <param name="Predictions">One outcome per instance, in order.</param>
/// <param name="Model">The model version that made every prediction among them.</param>
public sealed record PredictionResult(Predictions Predictions, ModelVersion Model);
