using System.Net;
using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>Reads the refusals of a Vertex AI endpoint, which passes on what its model's container says:
/// often TensorFlow Serving.</summary>
/// <param name="signatureName">The configured signature; null for the model's.</param>
internal sealed partial class VertexAiRefusals(string? signatureName) : RefusalReader
{
    /// <summary>Nothing is deployed to the endpoint, or it isn't there.</summary>
    public static readonly ServerFailure NoModel = new(
        PredictionFailure.Unavailable,
        "The endpoint has no model that answers. Try again later."
    );

    /// <summary>How long the operator may take, at least.</summary>
    private static readonly TimeSpan OperatorsTime = TimeSpan.FromSeconds(30);

    /// <summary>The host of an endpoint with a domain of its own, which is named where another one was
    /// called.</summary>
    /// <remarks>"Dedicated Endpoint cannot be accessed through the shared Vertex AI domain
    /// aiplatform.googleapis.com. Please access the endpoint using its dedicated domain name
    /// '….prediction.vertexai.goog'", FAILED_PRECONDITION (yanolja/ogem issue 110).</remarks>
    protected override Regex? Telling => DedicatedHost();

    /// <inheritdoc/>
    protected override ServerFailure? ReadPrediction(ServerError error, Instances sent) =>
        error.Status != HttpStatusCode.BadRequest ? null
        : IsWithoutModel(error) ? NoModel with { RetryAfter = OperatorsTime }
        : GoogleRefusals.Read(error.Code, error.Message) ?? RowRefusals.Read(error, sent, signatureName);

    /// <remarks>"Endpoint projects/… doesn't have traffic_split.", FAILED_PRECONDITION
    /// (GoogleCloudPlatform/explainable_ai_sdk issue 3).</remarks>
    private static bool IsWithoutModel(ServerError error) =>
        error.Says("traffic_split") || error.Says("no deployed model");

    /// <remarks>https://cloud.google.com/vertex-ai/docs/predictions/using-dedicated-endpoints</remarks>
    [GeneratedRegex(@"\b[a-z0-9-]{1,63}\.[a-z]+-[a-z]+[0-9]+-[a-z0-9-]{1,63}\.prediction\.vertexai\.goog\b")]
    private static partial Regex DedicatedHost();
}
