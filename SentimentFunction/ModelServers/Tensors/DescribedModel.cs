using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>What a model server says of a version.</summary>
/// <param name="Model">The version.</param>
/// <param name="Signature">What it takes and answers.</param>
/// <typeparam name="TSignature">How the protocol tells of that.</typeparam>
internal sealed record DescribedModel<TSignature>(ModelVersion Model, TSignature Signature);
