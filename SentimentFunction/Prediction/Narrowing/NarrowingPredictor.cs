using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Prediction.Narrowing;

/// <summary>Finds the instances because of which a request fails, so that the others are predicted: each
/// instance has an outcome of its own.</summary>
/// <remarks>
/// <para>An instance that the failure names is taken out, and the rest is asked about again; else each half
/// is. That goes on, one call after another, until every instance is predicted or has failed alone. One
/// version answers all of it: see <see cref="VersionPinning"/>.</para>
/// <para>Narrowed is what can be due to an instance: it is refused, too large, or makes the server fail. Any
/// other failure is that of the whole request, at any time: a server that is down, has had too many requests
/// or does not answer in time, and a version that isn't there.</para>
/// </remarks>
/// <param name="inner">Makes the predictions.</param>
/// <param name="budget">The memory for the parts.</param>
public sealed class NarrowingPredictor(IPredictor inner, MemoryBudget budget) : IPredictor
{
    private readonly VersionPinning _parts = new(inner);

    /// <inheritdoc/>
    /// <returns>One outcome per instance, in order, with the position of each that failed. Where all have
    /// failed, the version is the one that the server describes.</returns>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        PredictionException failure;
        try
        {
            return await inner.PredictAsync(instances, version, cancellationToken);
        }
        catch (PredictionException failed) when (failed.MayBeOfAnInstance())
        {
            failure = failed;
        }

        var narrowing = new NarrowedRequest(_parts, instances, version, budget);
        var model = await narrowing.NarrowAsync(failure, cancellationToken);
        return new(narrowing.Outcomes, model ?? await inner.DescribeAsync(version, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        inner.ListVersionsAsync(cancellationToken);
}
