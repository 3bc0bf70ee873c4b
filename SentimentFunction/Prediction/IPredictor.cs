namespace SentimentFunction.Prediction;

/// <summary>Makes predictions and knows which model version makes them. The one seam of the
/// function.</summary>
/// <remarks>
/// <para>One request, one version: whatever is shared, repeated, split or compared behind this, all rows of a
/// result come from the version that it names. Who can't keep that must fail.</para>
/// <para>Whatever wraps a predictor is a predictor: it sees instances, versions and outcomes, and nothing of
/// the caller's request or of the model server.</para>
/// </remarks>
public interface IPredictor
{
    /// <summary>Predicts every instance, with one model version for all of them.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="version">The model version to use; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the wait, and the call where it serves nobody else.</param>
    /// <returns>One outcome per instance, in order, and the version that answered.</returns>
    /// <exception cref="PredictionException">The call failed as a whole, or because of an instance of which
    /// only <see cref="PredictionException.Index"/> is known.</exception>
    Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    );

    /// <summary>Describes a model version.</summary>
    /// <param name="version">The model version to describe; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PredictionException">It can't be described; the failure says why.</exception>
    Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken);

    /// <summary>Lists the versions that predict.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Their names, the newest first, as a caller may ask for them; null, the default, where the
    /// model server doesn't list them.</returns>
    /// <exception cref="PredictionException">They can't be listed; the failure says why.</exception>
    Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>?>(null);
}
