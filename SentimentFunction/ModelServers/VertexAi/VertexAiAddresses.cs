using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>The addresses of a Vertex AI endpoint and of its models.</summary>
/// <param name="project">The project of an endpoint that is given by its id.</param>
/// <param name="options">The endpoint.</param>
/// <param name="baseUri">An address of its own; null for that of its region.</param>
internal sealed class VertexAiAddresses(SharedTask<string> project, VertexAiOptions options, Uri? baseUri)
{
    /// <summary>Ends the host of an endpoint with a domain of its own, which answers predictions
    /// only.</summary>
    private const string DedicatedHost = ".prediction.vertexai.goog";

    /// <summary>What the hosts that all endpoints share take at once, 1.5 MB.</summary>
    /// <remarks>https://cloud.google.com/vertex-ai/docs/predictions/choose-endpoint-type</remarks>
    private static readonly PayloadLimit Shared = new(1_500_000);

    /// <summary>What the host of one endpoint takes at once, 10 MiB.</summary>
    private static readonly PayloadLimit Dedicated = new(10_485_760);

    private Uri? _prediction;

    /// <summary>Where predictions go; ends in a slash.</summary>
    public Uri PredictionBase { get; } = baseUri ?? Regional(options);

    /// <summary>Where descriptions are; ends in a slash.</summary>
    public Uri DescriptionBase { get; } =
        baseUri is { } given && !IsDedicated(given) ? given : Regional(options);

    /// <summary>The most that the endpoint takes at once.</summary>
    public PayloadLimit PayloadLimit { get; } =
        baseUri is { } address && IsDedicated(address) ? Dedicated : Shared;

    /// <summary>The address that predicts.</summary>
    /// <param name="cancellationToken">Ends the wait for the project.</param>
    public async ValueTask<Uri> PredictAsync(CancellationToken cancellationToken) =>
        _prediction ??= new(PredictionBase, $"v1/{await FullNameAsync(cancellationToken)}:predict");

    /// <summary>The address that describes the endpoint.</summary>
    /// <param name="cancellationToken">Ends the wait for the project.</param>
    public async ValueTask<Uri> DescribeAsync(CancellationToken cancellationToken) =>
        new(DescriptionBase, $"v1/{await FullNameAsync(cancellationToken)}");

    /// <summary>The address that describes a resource.</summary>
    /// <param name="resource">Its full name.</param>
    public Uri Of(string resource) => new(DescriptionBase, $"v1/{resource}");

    private async ValueTask<string> FullNameAsync(CancellationToken cancellationToken) =>
        options.Endpoint!.Contains('/', StringComparison.Ordinal)
            ? options.Endpoint
            : $"projects/{await project.GetAsync(cancellationToken)}/locations/{options.Location}/endpoints/"
                + options.Endpoint;

    private static bool IsDedicated(Uri address) =>
        address.Host.EndsWith(DedicatedHost, StringComparison.Ordinal);

    private static Uri Regional(VertexAiOptions options) =>
        new($"https://{options.Location}-aiplatform.googleapis.com/");
}
