using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>What is to become of a version.</summary>
/// <param name="Model">The file of its model; null for the embedded one, or to keep the one it has.</param>
/// <param name="State">Whether it can predict.</param>
/// <param name="ErrorMessage">Why it failed; null when it did not.</param>
internal sealed record VersionChange(
    string? Model = null,
    VersionState State = VersionState.Ready,
    string? ErrorMessage = null
);
