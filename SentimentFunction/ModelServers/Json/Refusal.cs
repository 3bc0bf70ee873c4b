using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Whose fault an answer is whose status is a failure, and what the caller is told.</summary>
/// <param name="Failure">The failure.</param>
/// <param name="Message">The same in words, fit for callers.</param>
internal sealed record Refusal(PredictionFailure Failure, string Message)
{
    /// <summary>How long the operator may take, at least.</summary>
    private static readonly TimeSpan OperatorsTime = TimeSpan.FromSeconds(30);

    private static readonly Refusal Refused = new(
        PredictionFailure.InstanceRefused,
        "The model refused the instances: see what it takes."
    );

    private static readonly Refusal TooLarge = new(
        PredictionFailure.InstancesTooLarge,
        "The instances are more than the model server takes at once: send fewer."
    );

    private static readonly Refusal NoSuchVersion = new(
        PredictionFailure.VersionNotFound,
        "The model server has no such model version."
    );

    private static readonly Refusal Failed = new(
        PredictionFailure.ServerFailed,
        "The model server failed. Try again."
    );

    private static readonly Refusal Misconfigured = new(
        PredictionFailure.ServerFailed,
        "The model server is not set up for this function, or the other way round: its operator has to see "
            + "to it."
    );

    private static readonly Refusal NoTraffic = new(
        PredictionFailure.Unavailable,
        "The endpoint has no model that answers. Try again later."
    )
    {
        RetryAfter = OperatorsTime,
    };

    /// <summary>When trying again makes sense where the server doesn't say; null for the usual.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Reads an answer to a request for predictions.</summary>
    /// <param name="error">The answer.</param>
    /// <param name="options">The model.</param>
    /// <param name="payload">The body of the request.</param>
    public static Refusal OfPrediction(ServerError error, ModelOptions options, PredictPayload payload) =>
        (int)error.Status switch
        {
            400 when options.Server == TensorFlowServingModelServer.Server => OfTensorFlow(
                error,
                options,
                payload
            ),
            400 => OfGoogle(error, options, payload),
            413 => TooLarge,

            // A container of one's own behind Vertex AI may say so; FastAPI does.
            422 => Refused,
            _ => OfAny(error),
        };

    /// <summary>Reads an answer to a request that asks about a model: nothing of the caller's is in it but
    /// perhaps the name of a version.</summary>
    /// <param name="error">The answer.</param>
    public static Refusal OfDescription(ServerError error) =>
        IsNoNumber(error) ? NoSuchVersion
        : (int)error.Status is 400 or 413 or 422 ? Misconfigured
        : OfAny(error);

    /// <summary>What means the same of every server.</summary>
    /// <remarks>https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto says which code
    /// becomes which status, util/status_to_http in tensorflow/serving does the same.</remarks>
    private static Refusal OfAny(ServerError error) =>
        (int)error.Status switch
        {
            // Redirects are not followed: neither token nor sentences go where somebody else says.
            >= 300 and < 400 => Misconfigured,

            // Sign-in, permission, an API that isn't enabled, billing.
            401 or 402 or 403 => new(
                PredictionFailure.ServerFailed,
                "The model server does not let this function in."
            ),

            // Another server's page means that this one isn't there.
            404 => error.IsServersOwn ? NoSuchVersion : Misconfigured,
            405 or 406 or 410 or 411 or 412 or 415 or 421 or 426 or 428 or 431 => Misconfigured,
            407 => new(PredictionFailure.Unavailable, "The model server can't be reached. Try again later."),
            408 or 504 => new(PredictionFailure.TimedOut, "The model server took too long. Try again."),

            // ABORTED: something else was under way.
            409 or 425 => new(
                PredictionFailure.Unavailable,
                "The model server was busy with something else. Try again later."
            ),
            429 => new(
                PredictionFailure.RateLimited,
                "The model server has had too many requests. Try again later."
            ),
            503 => new(
                PredictionFailure.Unavailable,
                "The model server says that it is unavailable. Try again later."
            ),
            _ => Failed,
        };

    /// <remarks>
    /// The host: "Dedicated Endpoint cannot be accessed through the shared Vertex AI domain
    /// aiplatform.googleapis.com. Please access the endpoint using its dedicated domain name
    /// '….prediction.vertexai.goog'" (yanolja/ogem issue 110). The split: "Endpoint projects/… doesn't have
    /// traffic_split." (GoogleCloudPlatform/explainable_ai_sdk issue 3). Both are FAILED_PRECONDITION, which
    /// means that the system isn't in the state for it, whatever the instances are (google/rpc/code.proto).
    /// The size: "Request payload size exceeds the limit: 1500000 bytes.", INVALID_ARGUMENT, from the front
    /// end of all of Google's APIs.
    /// </remarks>
    private static Refusal OfGoogle(ServerError error, ModelOptions options, PredictPayload payload) =>
        Says(error, "traffic_split") || Says(error, "no deployed model") ? NoTraffic
        : error.Code == "FAILED_PRECONDITION" ? Misconfigured
        : Says(error, "Request payload size exceeds the limit") ? TooLarge
        : OfSignature(error, options, payload) ?? Refused;

    /// <remarks>
    /// "Malformed request: POST /…" is a path that it doesn't know (http_rest_api_handler.cc), so a wrong
    /// base address; "Unrecognized servable version label: …" (server_core.cc) is the configured label.
    /// </remarks>
    private static Refusal OfTensorFlow(ServerError error, ModelOptions options, PredictPayload payload) =>
        Says(error, "Malformed request: ") || Says(error, "Unrecognized servable version label")
            ? Misconfigured
        : IsNoNumber(error) ? NoSuchVersion
        : OfSignature(error, options, payload) ?? Refused;

    /// <summary>A signature that the model hasn't is the caller's fault if he named it, otherwise the
    /// operator's.
    /// </summary>
    /// <remarks>"Serving signature name: "…" not found in signature def" (get_model_metadata_impl.cc and
    /// http_rest_prediction_handler.cc in tensorflow/serving), INVALID_ARGUMENT over REST.</remarks>
    private static Refusal? OfSignature(ServerError error, ModelOptions options, PredictPayload payload) =>
        !Says(error, "Serving signature name: ") ? null
        : payload.NamesSignatureOtherThan(options.SignatureName) ? Refused
        : Misconfigured;

    /// <remarks>"Failed to convert version: … to numeric." (http_rest_api_util.cc): more than 64
    /// bits.</remarks>
    private static bool IsNoNumber(ServerError error) => Says(error, "Failed to convert version: ");

    private static bool Says(ServerError error, string words) =>
        error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
