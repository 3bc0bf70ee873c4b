using System.Net;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Reads the refusals of MLServer, KServe and Triton, whose statuses mean different things: 400 may
/// be the operator's fault or pass by itself, as 404 may, and 500 may be the caller's.</summary>
/// <param name="isVersionNamed">Whether a version stands in the path of the call.</param>
/// <param name="limit">Learns how many instances are too many.</param>
internal sealed class OpenInferenceRefusals(bool isVersionNamed, BatchLimit limit) : RefusalReader
{
    /// <summary>The server has no such model, or hasn't loaded it.</summary>
    private static readonly ServerFailure NoModel = new(
        PredictionFailure.Unavailable,
        "The model server has no model of this name, or has not loaded it yet. Try again later."
    );

    private static readonly ServerFailure OneVersion = new(
        PredictionFailure.VersionNotSelectable,
        "The model server serves one version of the model: leave out 'version'."
    );

    /// <summary>The model takes other inputs than were sent: those of its metadata, as they were known.
    /// </summary>
    public static readonly ServerFailure OtherInputs = new(
        PredictionFailure.ServerFailed,
        "The model takes other inputs than it declares: its operator has to see to it."
    );

    /// <summary>What Triton says of inputs that the model hasn't: their names, number, types and
    /// shapes.</summary>
    private static readonly string[] Unfitting =
    [
        "unexpected inference input '",
        "inference input '",
        "unexpected shape for input '",
        "has no shape but model requires batch dimension",
        "string elements for inference input '",
        "missing required input(s)",
        "inputs but got ",
    ];

    /// <summary>What is said of requests that no setting of this function would send, or that its settings
    /// make unfit: an output that isn't there, or that no JSON can hold; what stands before the server and
    /// changes a request.</summary>
    private static readonly string[] Misconfigured =
    [
        "invalid datatype",
        "the model must have input shape [1]",
        "unexpected inference output '",
        "already exists in request",
        "sending FP16 data via JSON is not supported",
        "' has invalid type. It should be either 'int', 'bool', or 'string'.",
        "are reserved for Triton usage",
        "Input must set only one of the following fields",
        "received byte inputs, but",
        "There was an error parsing the body",
        "mlserver.codecs.errors.",
        "' as outputs (",
    ];

    /// <summary>What Triton's parser says of the body, with status 500.</summary>
    private static readonly string[] Unread = ["failed to parse the request JSON buffer", "Unable to parse "];

    /// <inheritdoc/>
    protected override ServerFailure? ReadPrediction(ServerError error, Instances sent) =>
        error.Status switch
        {
            HttpStatusCode.BadRequest when limit.TryLearn(error.Message) => ServerFailure.InstancesTooLarge,
            HttpStatusCode.BadRequest when SaysAny(error, Unfitting) => OtherInputs,
            HttpStatusCode.BadRequest when SaysAny(error, Misconfigured) => ServerFailure.Misconfigured,

            // Not the server's own words: what stands before it, or its HTTP parser, refuses the request.
            HttpStatusCode.BadRequest when error.Message.Length == 0 => ServerFailure.Misconfigured,

            // MLServer, of a model that returns nothing.
            HttpStatusCode.BadRequest when error.Says("' returned no predictions after inference") =>
                ServerFailure.Failed,
            HttpStatusCode.InternalServerError when SaysAny(error, Unread) => ServerFailure.InstancesRefused,

            // MLServer, of what is under way when it is stopped.
            HttpStatusCode.InternalServerError when error.Says("asyncio.exceptions.CancelledError") =>
                ServerFailure.SaysUnavailable,

            // Triton's queue: full, or not left in time.
            HttpStatusCode.ServiceUnavailable
                when error.Says("Exceeds maximum queue size") || error.Says("Request timeout expired") =>
                ServerFailure.Occupied,
            _ => ReadDescription(error),
        };

    /// <inheritdoc/>
    protected override ServerFailure? ReadDescription(ServerError error) =>
        error.Status switch
        {
            // MLServer, as long as any of its models loads.
            HttpStatusCode.BadRequest when error.Says(" is not ready yet.") => ServerFailure.SaysUnavailable,

            // Triton, of a version beyond all numbers.
            HttpStatusCode.BadRequest when error.Says("failed to get model version") => Missing(error),
            HttpStatusCode.NotFound => Missing(error),

            // KServe, of any version in a path.
            HttpStatusCode.NotImplemented when error.Says("Model versioning not supported") => OneVersion,
            _ => null,
        };

    /// <summary>Without a version in the path, what is missing is the model: Triton may be loading it. A path
    /// that the server doesn't know is the operator's; where it ends in the name of a version, Triton says
    /// the same of one that is no number.</summary>
    private ServerFailure? Missing(ServerError error) =>
        error.Says("has no available versions") ? NoModel
        : error.Message == "Not Found"
            ? isVersionNamed ? ServerFailure.NoSuchVersion
                : ServerFailure.Misconfigured
        : !error.IsServersOwn ? null
        : isVersionNamed ? ServerFailure.NoSuchVersion
        : NoModel;

    private static bool SaysAny(ServerError error, string[] words) => Array.Exists(words, error.Says);
}
