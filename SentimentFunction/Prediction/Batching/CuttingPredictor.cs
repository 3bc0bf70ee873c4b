using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Prediction.Batching;

/// <summary>Cuts a request that is larger than a call into several calls of one version, and puts their
/// answers together.</summary>
/// <remarks>The first part says which version answers, and the others are sent to that one, where the model
/// server lets it be chosen. Elsewhere parts that name different versions are thrown away, and all of them
/// are asked once more.</remarks>
/// <param name="inner">Makes the predictions.</param>
/// <param name="options">How large a call may be, and how many may be made at once.</param>
/// <param name="budget">The memory for the parts.</param>
public sealed class CuttingPredictor(IPredictor inner, LaneOptions options, MemoryBudget budget) : IPredictor
{
    private readonly VersionPinning _parts = new(inner);

    /// <inheritdoc/>
    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) =>
        instances.Count <= options.MaxInstances
            ? inner.PredictAsync(instances, version, cancellationToken)
            : PredictPartsAsync(instances, version, cancellationToken);

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        inner.ListVersionsAsync(cancellationToken);

    private async Task<PredictionResult> PredictPartsAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        using var memory = new MemoryLease(budget);
        var parts = InstanceCutter.Cut(instances, options.MaxInstances, memory);
        return await TryAsync(parts, version, cancellationToken)
            ?? await TryAsync(parts, version, cancellationToken)
            ?? throw VersionPinning.Switching();
    }

    /// <summary>Asks for all parts; null when no single version has answered them.</summary>
    private async Task<PredictionResult?> TryAsync(
        List<Instances> parts,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var results = new PredictionResult[parts.Count];
        results[0] = await AskAsync(parts, 0, version, first: null, cancellationToken);
        var model = results[0].Model;
        try
        {
            await Parallel.ForAsync(
                1,
                parts.Count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = options.MaxCalls,
                    CancellationToken = cancellationToken,
                },
                async (i, token) => results[i] = await AskAsync(parts, i, version, model, token)
            );
        }
        catch (PredictionException gone)
            when (version is null && gone.Failure == PredictionFailure.VersionNotFound)
        {
            // The version of the first part has been taken away since.
            return null;
        }

        return results.All(result => VersionPinning.IsSame(result.Model, model))
            ? new(Predictions.Join(results.Select(result => result.Predictions)), model)
            : null;
    }

    private async Task<PredictionResult> AskAsync(
        List<Instances> parts,
        int index,
        string? version,
        ModelVersion? first,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _parts.PredictAsync(parts[index], version, first, cancellationToken);
        }
        catch (PredictionException failed) when (failed.Index is { } position)
        {
            throw failed.At((index * options.MaxInstances) + position);
        }
    }
}
