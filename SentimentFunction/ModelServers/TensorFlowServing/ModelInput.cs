using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>An input of a model.</summary>
/// <param name="Spec">What it takes.</param>
/// <param name="Type">The type of its tensor.</param>
/// <param name="HasDefault">Whether it may be missing.</param>
internal sealed record ModelInput(TensorSpec Spec, DataType Type, bool HasDefault);
