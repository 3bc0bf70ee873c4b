namespace SentimentFunction.Prediction.Versions;

/// <summary>Uses one version for every request that asks for none, instead of the server's default.</summary>
/// <param name="inner">Makes the predictions.</param>
/// <param name="pinned">The version.</param>
public sealed class PinnedVersionPredictor(IPredictor inner, string pinned) : IPredictor
{
    /// <inheritdoc/>
    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) => AskAsync(version, asked => inner.PredictAsync(instances, asked, cancellationToken));

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        AskAsync(version, asked => inner.DescribeAsync(asked, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        inner.ListVersionsAsync(cancellationToken);

    private async Task<T> AskAsync<T>(string? version, Func<string, Task<T>> ask)
    {
        try
        {
            return await ask(version ?? pinned);
        }
        catch (PredictionException missing)
            when (version is null && missing.Failure == PredictionFailure.VersionNotFound)
        {
            // The caller asked for no version, so it is not his that is missing.
            throw new PredictionException(
                PredictionFailure.ServerFailed,
                $"The model has no version '{pinned}', which this function is set to use.",
                missing
            );
        }
        catch (PredictionException fixedByServer)
            when (version is null && fixedByServer.Failure == PredictionFailure.VersionNotSelectable)
        {
            throw new PredictionException(
                PredictionFailure.ServerFailed,
                $"The model server can't be asked for version '{pinned}', which this function is set to use.",
                fixedByServer
            );
        }
    }
}
