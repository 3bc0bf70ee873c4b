using System.Text.Json;
using Microsoft.Extensions.Logging;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>TensorFlow Serving over REST: on Cloud Run, GKE or a machine of one's own.</summary>
/// <remarks>https://www.tensorflow.org/tfx/serving/api_rest</remarks>
/// <param name="client">Sends the calls.</param>
/// <param name="baseUri">The server's address; ends in a slash.</param>
/// <param name="label">The label whose version is the default; null for the highest version.</param>
/// <param name="options">The model.</param>
/// <param name="logger">Is told once of a server without versions.</param>
internal sealed partial class TensorFlowServingModelServer(
    JsonClient client,
    Uri baseUri,
    string? label,
    ModelOptions options,
    ILogger logger
) : IModelServer
{
    private readonly LastAddress _last = new();

    private readonly string _model = $"v1/models/{Uri.EscapeDataString(options.Name)}";

    /// <summary>Whether the server has answered in KServe's V1 protocol, which knows no versions.</summary>
    private volatile bool _isWithoutVersions;

    /// <inheritdoc/>
    public Task<Predictions> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) =>
        !instances.Parameters.IsEmpty
            ? throw TensorFlowServingRefusals.NoParameters()
            : client.PredictAsync(
                _last.Find(version) ?? _last.Keep(version, AddressOf(version, ":predict")),
                RowPayload.WithSignature(instances, options.SignatureName),
                RowAnswer.ReadPredictions,
                cancellationToken
            );

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        version is null && label is not null
            ? DescribeLabelledAsync(cancellationToken)
            : DescribeAvailableAsync(version, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken)
    {
        using var document = await client.DescribeAsync(new Uri(baseUri, _model), cancellationToken);
        return KServeStatus.ReadIsReady(document.RootElement) is not null
            ? null
            :
            [
                .. ReadAvailable(document.RootElement)
                    .Where(number => number != VersionNumber.None)
                    .OrderDescending()
                    .Select(VersionNumber.Write),
            ];
    }

    /// <inheritdoc/>
    public string NameOf(string version) =>
        _isWithoutVersions
            ? throw KServeStatus.NotSelectable()
            : VersionNumber.Write(VersionNumber.ReadAsked(version, options.Name));

    /// <inheritdoc/>
    public ModelVersion Identify(string? version) =>
        _isWithoutVersions
            ? new(options.Name, null, TensorFlowServingKind.Server)
            : VersionNumber.Identify(options.Name, version);

    // Asked for the status of a label, the server says that of all versions; its metadata know the label's.
    private async Task<ModelVersion> DescribeLabelledAsync(CancellationToken cancellationToken)
    {
        using var document = await client.DescribeAsync(AddressOf(null, "/metadata"), cancellationToken);
        return
            document.RootElement.TryGetProperty("model_spec", out var model)
            && model.Text("name") == options.Name
            && ReadVersion(model) is >= 0 and var number
            ? Identify(VersionNumber.Write(number))
            : throw ServerFailure
                .NotUnderstood("The model server's metadata name no version of the model.")
                .ToException();
    }

    /// <summary>Describes a version if it is available; the highest that is if none is given.</summary>
    private async Task<ModelVersion> DescribeAvailableAsync(
        string? version,
        CancellationToken cancellationToken
    )
    {
        using var document = await client.DescribeAsync(AddressOf(version, ""), cancellationToken);
        if (KServeStatus.ReadIsReady(document.RootElement) is { } isReady)
        {
            return DescribeWithoutVersion(isReady);
        }

        var available = ReadAvailable(document.RootElement)
            .Where(number => version is null || VersionNumber.Write(number) == version)
            .DefaultIfEmpty(VersionNumber.None)
            .Max();
        return available != VersionNumber.None
            ? Identify(VersionNumber.Write(available))
            : throw new PredictionException(
                PredictionFailure.Unavailable,
                version is null
                    ? $"The model '{options.Name}' has no version that is available. Try again later."
                    : $"The version '{version}' of the model '{options.Name}' is not available. Try again "
                        + "later."
            );
    }

    private ModelVersion DescribeWithoutVersion(bool isReady)
    {
        if (!isReady)
        {
            throw KServeStatus.NotReady(options.Name);
        }

        if (!_isWithoutVersions)
        {
            _isWithoutVersions = true;
            LogWithoutVersions(logger, options.Name);
        }

        return Identify(null);
    }

    private Uri AddressOf(string? version, string verb)
    {
        var path = (version, label) switch
        {
            (not null, _) => $"{_model}/versions/{version}",
            (null, not null) => $"{_model}/labels/{Uri.EscapeDataString(label)}",
            _ => _model,
        };
        return new Uri(baseUri, path + verb);
    }

    private static IEnumerable<long> ReadAvailable(JsonElement model) =>
        model
            .List("model_version_status")
            .Where(status => status.Text("state") == "AVAILABLE")
            .Select(ReadVersion);

    private static long ReadVersion(JsonElement element) => VersionNumber.Read(element.Text("version"));

    [LoggerMessage(
        EventId = 12,
        Level = LogLevel.Information,
        Message = "The server of model '{Model}' speaks KServe's V1 protocol, which names no versions: those of "
            + "its predictions are unknown."
    )]
    private static partial void LogWithoutVersions(ILogger logger, string model);
}
