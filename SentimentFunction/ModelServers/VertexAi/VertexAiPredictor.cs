using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>A Vertex AI endpoint: its answers name the version that made them, also when traffic is split.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="versions">Remembers the descriptions of versions.</param>
internal sealed class VertexAiPredictor(VertexAiEndpoint endpoint, ModelVersionCache versions) : IPredictor
{
    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances, string? version, CancellationToken cancellationToken)
    {
        if (version is not null)
        {
            throw new PredictionException(
                PredictionFailure.VersionNotSelectable,
                "A Vertex AI endpoint chooses the model version itself: leave out 'version'.");
        }

        var (predictions, model) = await endpoint.PredictAsync(instances, cancellationToken);
        return new(predictions, Describe(model));
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        version is null
            ? versions.GetAsync(ModelVersionCache.DefaultVersion, cancellationToken)
            : throw new PredictionException(
                PredictionFailure.VersionNotSelectable,
                "A Vertex AI endpoint chooses the model version itself: leave out 'version'.");

    /// <summary>Adds the details if they are known: the answer never waits for them.</summary>
    private ModelVersion Describe(ModelVersion answered) =>
        answered.Resource is { } resource && versions.Peek(resource) is { } known ? known : answered;
}
