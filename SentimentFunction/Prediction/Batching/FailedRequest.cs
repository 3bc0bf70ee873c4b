namespace SentimentFunction.Prediction.Batching;

/// <summary>A request that gets no predictions.</summary>
/// <param name="Request">The request.</param>
/// <param name="Failure">Why.</param>
internal readonly record struct FailedRequest(PendingRequest Request, Exception Failure);
