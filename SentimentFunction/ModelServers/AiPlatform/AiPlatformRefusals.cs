using System.Net;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.AiPlatform;

/// <summary>Reads the refusals of AI Platform, which passes on what TensorFlow Serving says behind it: of a
/// batch that failed, with status 200.</summary>
/// <param name="signatureName">The configured signature; null for the model's.</param>
internal sealed class AiPlatformRefusals(string? signatureName) : RefusalReader
{
    /// <inheritdoc/>
    protected override ServerFailure? ReadPrediction(ServerError error, Instances sent) =>
        error.Status switch
        {
            HttpStatusCode.OK => RowRefusals.Read(error, sent, signatureName),
            HttpStatusCode.BadRequest => GoogleRefusals.Read(error.Code, error.Message)
                ?? RowRefusals.Read(error, sent, signatureName),
            _ => null,
        };
}
