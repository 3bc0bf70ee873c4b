namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>A request for predictions, with what the model makes of it.</summary>
/// <param name="Positive">The probability that a sentence is positive, for each instance.</param>
/// <param name="IsColumnar">
/// Whether it came in TensorFlow Serving's column format, and wants to be answered in it.
/// </param>
internal sealed record PredictRequest(IReadOnlyList<float> Positive, bool IsColumnar);
