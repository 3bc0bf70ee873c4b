namespace SentimentFunction.Prediction.Versions;

/// <summary>Sends predictions to a version's own path, so that the version reported is the one that made
/// them.
/// </summary>
/// <remarks>
/// The default version may have moved since it was looked up: then the predictions still come from the
/// version that is reported. When that version is gone, the default one is looked up anew and asked once
/// more.
/// </remarks>
/// <param name="server">Makes the predictions.</param>
/// <param name="versions">Remembers the descriptions of versions.</param>
public sealed class VersionedPredictor(IModelServer server, ModelVersionCache versions) : IPredictor
{
    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        if (version is not null)
        {
            var name = server.NameOf(version);
            var predictions = await server.PredictAsync(instances, name, cancellationToken);

            // Only of a version that has answered: a name that there isn't costs this one call.
            return new(predictions, versions.GetKnownAndRefresh(name) ?? server.Identify(name));
        }

        var model = await ResolveDefaultAsync(instances, cancellationToken);
        try
        {
            return new(await server.PredictAsync(instances, model.Version, cancellationToken), model);
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            versions.DropDefault(model);
        }

        model = await ResolveDefaultAsync(instances, cancellationToken);
        try
        {
            return new(await server.PredictAsync(instances, model.Version, cancellationToken), model);
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            // The caller asked for no version, so it is not his that is missing.
            throw CachedDescription.NoVersion(gone);
        }
    }

    /// <inheritdoc/>
    public async Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        await versions.GetAsync(version is null ? null : server.NameOf(version), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        server.ListVersionsAsync(cancellationToken);

    /// <summary>Gets the default version, waiting for it where that is needed; predictions go on without its
    /// name when it can't be found out, whatever the reason. Only the parts of a request need it, as nobody
    /// could say otherwise that the same version has answered all of them.</summary>
    private async ValueTask<ModelVersion> ResolveDefaultAsync(
        Instances instances,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await versions.GetAsync(null, cancellationToken);
        }
        catch (Exception) when (!instances.IsPart && !cancellationToken.IsCancellationRequested)
        {
            return server.Identify(null);
        }
    }
}
