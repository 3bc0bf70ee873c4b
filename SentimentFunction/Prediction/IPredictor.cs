namespace SentimentFunction.Prediction;

/// <summary>Makes predictions and knows which model version makes them. The one seam of the
/// function.</summary>
public interface IPredictor
{
    /// <summary>Predicts every instance, with one model version for all of them.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="version">The model version to use; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the wait, and the call where it serves nobody else.</param>
    /// <returns>One prediction per instance, in order, and the version that made them.</returns>
    /// <exception cref="PredictionException">The predictions can't be had; its failure says why.</exception>
    Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    );

    /// <summary>Describes a model version.</summary>
    /// <param name="version">The model version to describe; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PredictionException">The description can't be had; its failure says why.</exception>
    Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken);
}
