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
        var body = await client.PredictAsync(AddressOf(version, ":predict"), payload, cancellationToken);
        return PredictAnswer.Read(body, instances.Count).Predictions;
    }

    /// <inheritdoc/>
    public async Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken)
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

    /// <inheritdoc/>
    public ModelVersion Identify(string? version) => new(options.Name, version, Server)
    {
        Resource = version is null ? null : $"models/{options.Name}/versions/{version}",
        Framework = "TENSORFLOW",
    };

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

    private static long ReadVersion(JsonElement status) =>
        long.TryParse(
            JsonAnswer.Text(status, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
}
