using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>A Vertex AI endpoint: its answers name the version that made them, also when traffic is
/// split.</summary>
internal sealed class VertexAiPredictor : IPredictor
{
    private readonly VertexAiEndpoint _endpoint;
    private readonly ModelVersionCache _versions;

    /// <summary>Starts without having asked anything.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">Makes what remembers the descriptions of versions.</param>
    public VertexAiPredictor(VertexAiEndpoint endpoint, ModelServerContext context)
    {
        _endpoint = endpoint;
        _versions = context.Remember(LoadAsync);
    }

    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        if (version is not null)
        {
            throw NotSelectable();
        }

        var (predictions, model) = await _endpoint.PredictAsync(instances, cancellationToken);
        return new(predictions, Describe(model));
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        version is null ? _versions.GetAsync(null, cancellationToken) : throw NotSelectable();

    /// <summary>Adds the details if they are known: the answer never waits for them, and who made it is what
    /// it says itself.</summary>
    private ModelVersion Describe(ModelVersion answered) =>
        answered.Resource is { } resource
        && _versions.GetKnownAndRefresh(resource) is { } known
        && known.Version == answered.Version
            ? known
            : answered;

    /// <summary>The default version is remembered under its own name too, which its answers bear.</summary>
    private async Task<ModelVersion> LoadAsync(string? resource, CancellationToken cancellationToken) =>
        resource is null
            ? await _versions.GetAsync(
                (await _endpoint.FindDefaultVersionAsync(cancellationToken)).ToString(),
                cancellationToken
            )
            : await _endpoint.DescribeAsync(VertexAiVersion.Of(resource, null)!, cancellationToken);

    private static PredictionException NotSelectable() =>
        new(
            PredictionFailure.VersionNotSelectable,
            "A Vertex AI endpoint chooses the model version itself: leave out 'version'."
        );
}
