using System.Net;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Reads the refusals of TensorFlow Serving over REST.</summary>
/// <param name="signatureName">The configured signature; null for the model's.</param>
/// <param name="label">The configured label; null, the default, for none.</param>
internal sealed class TensorFlowServingRefusals(string? signatureName, string? label = null) : RefusalReader
{
    /// <summary>A request has parameters, which no call of TensorFlow Serving has a place for.</summary>
    public static PredictionException NoParameters() =>
        new(PredictionFailure.InstanceRefused, "TensorFlow Serving takes no 'parameters': leave them out.");

    /// <inheritdoc/>
    protected override ServerFailure? ReadPrediction(ServerError error, Instances sent) =>
        error.Status != HttpStatusCode.BadRequest ? null
        : IsMisconfigured(error) ? ServerFailure.Misconfigured
        : ReadDescription(error) ?? RowRefusals.Read(error, sent, signatureName);

    /// <summary>A version of more than 64 bits is one that there isn't.</summary>
    /// <remarks>"Failed to convert version: … to numeric." (http_rest_api_util.cc).</remarks>
    /// <inheritdoc/>
    protected override ServerFailure? ReadDescription(ServerError error) =>
        error.Says("Failed to convert version: ")
            ? ServerFailure.NoSuchVersion
            : UnknownLabel.Read(error, label);

    /// <remarks>"Malformed request: POST /…" is a path that it doesn't know (http_rest_api_handler.cc), so a
    /// wrong base address.</remarks>
    private static bool IsMisconfigured(ServerError error) => error.Says("Malformed request: ");
}
