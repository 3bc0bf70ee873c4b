namespace SentimentFunction.Prediction.Versions;

/// <summary>A model server that lets its caller choose the version which makes the predictions.</summary>
public interface IModelServer
{
    /// <summary>Predicts every instance with one version.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="version">The version that makes the predictions; null for the version that is the
    /// default one when the call arrives.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One prediction per instance, in order.</returns>
    /// <exception cref="PredictionException">There are no predictions; the failure says why.</exception>
    Task<Predictions> PredictAsync(Instances instances, string? version, CancellationToken cancellationToken);

    /// <summary>Asks for the description of a version.</summary>
    /// <param name="version">The version; null for the default version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The description; its version is null where the server knows none.</returns>
    /// <exception cref="PredictionException">There is no description; the failure says why.</exception>
    Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken);

    /// <inheritdoc cref="IPredictor.ListVersionsAsync"/>
    Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>?>(null);

    /// <summary>The name by which the server itself knows a version that a caller asks for.</summary>
    /// <param name="version">The version as the caller writes it: a valid <see cref="VersionName"/>.</param>
    /// <exception cref="PredictionException">The server can't have a version of this name.</exception>
    string NameOf(string version);

    /// <summary>What is known of a version without asking.</summary>
    /// <param name="version">The version; null when it isn't known which.</param>
    ModelVersion Identify(string? version);
}
