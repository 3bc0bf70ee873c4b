using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Prediction.Narrowing;

/// <summary>Finds the instances because of which a request fails, so that the others are predicted: each
/// instance has an outcome of its own.</summary>
/// <remarks>
/// <para>An instance that the failure names is taken out with its row, and the rest is asked about again;
/// else each half is. That goes on, one call after another, until every row is predicted or has failed alone.
/// One version answers all of it: see <see cref="VersionPinning"/>. Where the server chooses and has chosen
/// several, what they have predicted is asked once more in one call.</para>
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
    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) => PredictAsync(instances, sizes: null, version, cancellationToken);

    /// <summary>Predicts every instance of the rows that can be predicted, with one model version for all of
    /// them.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="sizes">How many of them each row has, in order; null for one each. The instances of a row
    /// fail together.</param>
    /// <param name="version">The model version to use; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the wait, and the calls where they serve nobody else.</param>
    /// <returns>One outcome per instance, in order, with the position of each that failed. Where all have
    /// failed, the version is the one that the server describes.</returns>
    /// <exception cref="PredictionException">The request failed as a whole.</exception>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        IEnumerable<int>? sizes,
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

        var narrowing = new NarrowedRequest(_parts, new(instances, sizes), version, budget);
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
