using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Reads that the server has no version with a label: INVALID_ARGUMENT, not NOT_FOUND.</summary>
/// <remarks>"Unrecognized servable version label: …", GetServableIdentifierForLabel in
/// https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/server_core.cc.
/// </remarks>
internal static class UnknownLabel
{
    /// <summary>Reads an error.</summary>
    /// <param name="error">What the server says.</param>
    /// <param name="label">The configured label; null for none.</param>
    /// <returns>What it is; null where it is something else.</returns>
    public static ServerFailure? Read(ServerError error, string? label) =>
        !error.Says("Unrecognized servable version label") ? null
        : label is null ? ServerFailure.Misconfigured
        : new(
            PredictionFailure.LabelNotFound,
            $"The model server has no version with the label '{label}', which this function is set to use."
        );
}
