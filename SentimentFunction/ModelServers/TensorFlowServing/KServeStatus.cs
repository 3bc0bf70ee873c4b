using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>What KServe's V1 protocol says of a model: that of TensorFlow Serving's REST API but for versions,
/// which it doesn't know.</summary>
/// <remarks>https://kserve.github.io/website/docs/concepts/architecture/data-plane/v1-protocol. Seen of KServe
/// 0.21: <c>GET /v1/models/M</c> is <c>{"name": "M", "ready": true}</c>, or 404, or 503 while it is not
/// ready.</remarks>
internal static class KServeStatus
{
    /// <summary>Reads whether a model is ready; null of a status that is TensorFlow Serving's.</summary>
    /// <param name="status">The status.</param>
    public static bool? ReadIsReady(JsonElement status) =>
        status.TryGetProperty("ready", out var ready)
            ? ready.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            }
            : null;

    /// <summary>The model is there, but does not answer yet.</summary>
    /// <param name="model">The model's name.</param>
    public static PredictionException NotReady(string model) =>
        new(PredictionFailure.Unavailable, $"The model '{model}' is not ready. Try again later.");

    /// <summary>Somebody asks for a version.</summary>
    public static PredictionException NotSelectable() =>
        new(
            PredictionFailure.VersionNotSelectable,
            "The model server knows no versions of the model: leave out 'version'."
        );
}
