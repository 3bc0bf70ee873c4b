namespace SentimentFunction.Prediction;

/// <summary>Sends predictions to a version's own path, so that the version reported is the one that made them.
/// </summary>
/// <remarks>
/// The default version may have moved since it was looked up: then the predictions still come from the version
/// that is reported. When that version is gone, the default one is looked up anew and asked once more.
/// </remarks>
/// <param name="server">Makes the predictions.</param>
/// <param name="versions">Remembers the descriptions of versions.</param>
public sealed class VersionedPredictor(IModelServer server, ModelVersionCache versions) : IPredictor
{
    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances, string? version, CancellationToken cancellationToken)
    {
        if (version is not null)
        {
            var predictions = await server.PredictAsync(instances, version, cancellationToken);
            return new(predictions, versions.Peek(version) ?? server.Identify(version));
        }

        var model = await FindDefaultAsync(cancellationToken);
        try
        {
            return await PredictAsync(instances, model, cancellationToken);
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            versions.Drop(ModelVersionCache.DefaultVersion, model);
        }

        model = await FindDefaultAsync(cancellationToken);
        try
        {
            return await PredictAsync(instances, model, cancellationToken);
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            // The caller asked for no version, so it is not his that is missing.
            throw new PredictionException(
                PredictionFailure.Unavailable, "The model has no version that answers. Try again later.", gone);
        }
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        versions.GetAsync(version ?? ModelVersionCache.DefaultVersion, cancellationToken);

    private async Task<PredictionResult> PredictAsync(
        Instances instances, ModelVersion model, CancellationToken cancellationToken) =>
        new(await server.PredictAsync(instances, model.Version, cancellationToken), model);

    /// <summary>Finds the default version; predictions go on without its name when it can't be had.</summary>
    private async ValueTask<ModelVersion> FindDefaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await versions.GetAsync(ModelVersionCache.DefaultVersion, cancellationToken);
        }
        catch (PredictionException)
        {
            return server.Identify(null);
        }
    }
}
