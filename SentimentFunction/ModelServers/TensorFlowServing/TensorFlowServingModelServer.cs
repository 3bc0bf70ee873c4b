using System.Globalization;
using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>TensorFlow Serving over REST: on Cloud Run, GKE or a machine of one's own.</summary>
/// <remarks>https://www.tensorflow.org/tfx/serving/api_rest</remarks>
/// <param name="client">Sends the calls.</param>
/// <param name="baseUri">The server's address; ends in a slash.</param>
/// <param name="options">The model.</param>
internal sealed class TensorFlowServingModelServer(ModelServerClient client, Uri baseUri, ModelOptions options)
    : IModelServer
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "tensorflow-serving";

    private readonly string _model = $"v1/models/{Uri.EscapeDataString(options.Name)}";

    /// <inheritdoc/>
    public async Task<Predictions> PredictAsync(
        Instances instances, string? version, CancellationToken cancellationToken)
    {
        var payload = PredictPayload.WithSignature(instances, options.SignatureName);
        var body = await client.PredictAsync(AddressOf(version, ":predict"), payload, instances.RequestId, cancellationToken);
        return PredictAnswer.Read(body, instances.Count).Predictions;
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        version is null && options.Label is not null
            ? DescribeLabelledAsync(cancellationToken)
            : DescribeHighestAsync(version, cancellationToken);

    /// <inheritdoc/>
    public ModelVersion Identify(string? version) => new(options.Name, version, Server)
    {
        Resource = version is null ? null : $"models/{options.Name}/versions/{version}",
        Framework = "TENSORFLOW",
    };

    // Asked for the status of a label, the server says that of all versions; its metadata know the label's.
    private async Task<ModelVersion> DescribeLabelledAsync(CancellationToken cancellationToken)
    {
        using var document = JsonAnswer.Parse(
            await client.GetAsync(AddressOf(null, "/metadata"), cancellationToken));
        return document.RootElement.TryGetProperty("model_spec", out var model)
            && ReadVersion(model) is > 0 and var number
            ? Identify(number.ToString(CultureInfo.InvariantCulture))
            : throw JsonAnswer.NotUnderstood("The model server's metadata name no version of the model.");
    }

    private async Task<ModelVersion> DescribeHighestAsync(string? version, CancellationToken cancellationToken)
    {
        using var document = JsonAnswer.Parse(await client.GetAsync(AddressOf(version, ""), cancellationToken));
        var available = JsonAnswer.List(document.RootElement, "model_version_status")
            .Where(status => JsonAnswer.Text(status, "state") == "AVAILABLE")
            .Select(ReadVersion)
            .DefaultIfEmpty()
            .Max();
        return available > 0
            ? Identify(available.ToString(CultureInfo.InvariantCulture))
            : throw new PredictionException(
                PredictionFailure.Unavailable,
                $"The model '{options.Name}' has no version that is available. Try again later.");
    }

    private Uri AddressOf(string? version, string verb)
    {
        if (version is not null && !version.All(char.IsAsciiDigit))
        {
            throw new PredictionException(
                PredictionFailure.VersionNotFound,
                $"The model '{options.Name}' has no version '{version}': its versions are numbers.");
        }

        var path = (version, options.Label) switch
        {
            (not null, _) => $"{_model}/versions/{version}",
            (null, not null) => $"{_model}/labels/{Uri.EscapeDataString(options.Label)}",
            _ => _model,
        };
        return new Uri(baseUri, path + verb);
    }

    private static long ReadVersion(JsonElement element) =>
        long.TryParse(
            JsonAnswer.Text(element, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
}
