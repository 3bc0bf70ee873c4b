using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Reads the refusals of TensorFlow Serving over gRPC. Its codes say what they say everywhere, but
/// for these.</summary>
/// <param name="signatureName">The configured signature; null for the model's.</param>
/// <param name="label">The configured label; null for none.</param>
internal sealed class GrpcRefusals(string? signatureName, string? label) : RefusalReader
{
    /// <inheritdoc/>
    protected override ServerFailure? ReadPrediction(ServerError error, Instances sent) =>
        error.Code switch
        {
            "FAILED_PRECONDITION" when IsUnknownSignature(error) => RowRefusals.NamesSignatureOtherThan(
                signatureName,
                sent
            )
                ? ServerFailure.InstancesRefused
                : ServerFailure.Misconfigured,
            _ => ReadDescription(error),
        };

    /// <inheritdoc/>
    protected override ServerFailure? ReadDescription(ServerError error) =>
        error.Code switch
        {
            "INVALID_ARGUMENT" => UnknownLabel.Read(error, label),

            // Whatever listens there, it is no TensorFlow Serving.
            "UNIMPLEMENTED" => ServerFailure.Misconfigured,
            "RESOURCE_EXHAUSTED" => ReadExhausted(error),
            _ => null,
        };

    /// <summary>Besides having no free thread, which another time may help against, C-core means by this code
    /// that something is too large, which it never does.</summary>
    /// <remarks>"received metadata size exceeds hard limit" and "Received message larger than max" in
    /// https://github.com/grpc/grpc.</remarks>
    private static ServerFailure? ReadExhausted(ServerError error) =>
        error.Says("metadata size exceeds") ? ServerFailure.Misconfigured
        : error.Says("message larger than max") ? ServerFailure.InstancesTooLarge
        : null;

    /// <remarks>"Serving signature key "…" not found." in
    /// https://github.com/tensorflow/serving/blob/master/tensorflow_serving/servables/tensorflow/predict_util.cc
    /// </remarks>
    private static bool IsUnknownSignature(ServerError error) => error.Says("Serving signature key ");
}
