namespace SentimentFunction.Prediction.Versions;

/// <summary>Sends the parts of a request to one version: the one that has answered the first of them, where
/// the model server lets it be chosen.</summary>
/// <param name="inner">Makes the predictions.</param>
internal sealed class VersionPinning(IPredictor inner)
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private volatile bool _isVersionChosenByServer;

    /// <summary>Asks for a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="version">The version that the caller asks for; null for the default one.</param>
    /// <param name="first">The version that has answered the first part; null for that part itself.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer. Where the server chooses, it may be another version's: see
    /// <see cref="IsSame"/>.</returns>
    /// <exception cref="PredictionException">The part failed. <see cref="PredictionFailure.VersionNotFound"/>
    /// of a caller who asks for no version: that of the first part has been taken away since.</exception>
    public async Task<PredictionResult> PredictAsync(
        Instances part,
        string? version,
        ModelVersion? first,
        CancellationToken cancellationToken
    )
    {
        if (version is null && first?.Version is { } pinned && !_isVersionChosenByServer)
        {
            try
            {
                return await inner.PredictAsync(part with { IsPinned = true }, pinned, cancellationToken);
            }
            catch (PredictionException chosen) when (chosen.Failure == PredictionFailure.VersionNotSelectable)
            {
                _isVersionChosenByServer = true;
            }
        }

        return await inner.PredictAsync(part, version, cancellationToken);
    }

    /// <summary>Whether two answers come from the same version, as far as they tell.</summary>
    /// <param name="one">Who made the one.</param>
    /// <param name="other">Who made the other.</param>
    public static bool IsSame(ModelVersion one, ModelVersion other) =>
        one.Version == other.Version && (one.Resource ?? other.Resource) == (other.Resource ?? one.Resource);

    /// <summary>The failure of a request whose parts no single version has answered.</summary>
    /// <param name="cause">The cause, for the log; null for none.</param>
    public static PredictionException Switching(PredictionException? cause = null) =>
        new(
            PredictionFailure.Unavailable,
            "The model server switches between versions, and the request takes several calls. Try again, or "
                + "send fewer instances.",
            cause
        )
        {
            RetryAfter = Delay,
        };
}
