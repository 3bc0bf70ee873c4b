using System.Globalization;
using System.Text.Json;
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
internal sealed class TensorFlowServingModelServer(
    JsonClient client,
    Uri baseUri,
    string? label,
    ModelOptions options
) : IModelServer
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "tensorflow-serving";

    /// <summary>What is no version: versions are numbers from 0 up.</summary>
    private const long NoVersion = -1;

    private readonly LastAddress _last = new();

    private readonly string _model = $"v1/models/{Uri.EscapeDataString(options.Name)}";

    /// <inheritdoc/>
    public Task<Predictions> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) =>
        client.PredictAsync(
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
        return
        [
            .. ReadAvailable(document.RootElement)
                .Where(number => number != NoVersion)
                .OrderDescending()
                .Select(NameOf),
        ];
    }

    /// <summary>The number without leading zeros, which the server overlooks.</summary>
    /// <remarks>ParseModelInfo in
    /// https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/http_rest_api_util.cc:
    /// digits, read into an int64.</remarks>
    /// <param name="version">The version as the caller writes it.</param>
    public string NameOf(string version) =>
        ReadNumber(version) is >= 0 and var number
            ? NameOf(number)
            : throw new PredictionException(
                PredictionFailure.VersionNotFound,
                $"The model '{options.Name}' has no version '{version}': its versions are numbers from 0 to "
                    + $"{NameOf(long.MaxValue)}."
            );

    /// <inheritdoc/>
    public ModelVersion Identify(string? version) =>
        new(options.Name, version, Server)
        {
            Resource = version is null ? null : $"models/{options.Name}/versions/{version}",
            Framework = "TENSORFLOW",
        };

    // Asked for the status of a label, the server says that of all versions; its metadata know the label's.
    private async Task<ModelVersion> DescribeLabelledAsync(CancellationToken cancellationToken)
    {
        using var document = await client.DescribeAsync(AddressOf(null, "/metadata"), cancellationToken);
        return
            document.RootElement.TryGetProperty("model_spec", out var model)
            && model.Text("name") == options.Name
            && ReadVersion(model) is >= 0 and var number
            ? Identify(NameOf(number))
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
        var available = ReadAvailable(document.RootElement)
            .Where(number => version is null || NameOf(number) == version)
            .DefaultIfEmpty(NoVersion)
            .Max();
        return available != NoVersion
            ? Identify(NameOf(available))
            : throw new PredictionException(
                PredictionFailure.Unavailable,
                version is null
                    ? $"The model '{options.Name}' has no version that is available. Try again later."
                    : $"The version '{version}' of the model '{options.Name}' is not available. Try again "
                        + "later."
            );
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

    private static long ReadVersion(JsonElement element) => ReadNumber(element.Text("version"));

    private static long ReadNumber(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : NoVersion;

    private static string NameOf(long number) => number.ToString(CultureInfo.InvariantCulture);
}
