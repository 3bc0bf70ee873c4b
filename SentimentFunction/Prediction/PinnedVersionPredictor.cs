namespace SentimentFunction.Prediction;

/// <summary>Uses one version for every request that asks for none, instead of the server's default.</summary>
/// <param name="inner">Makes the predictions.</param>
/// <param name="pinned">The version.</param>
public sealed class PinnedVersionPredictor(IPredictor inner, string pinned) : IPredictor
{
    /// <inheritdoc/>
    public Task<PredictionResult> PredictAsync(
        Instances instances, string? version, CancellationToken cancellationToken) =>
        inner.PredictAsync(instances, version ?? pinned, cancellationToken);

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version ?? pinned, cancellationToken);
}
