using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>A model that is served, as a call finds it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">The names of its inputs, the first one with the sentences.</param>
/// <param name="Version">The version that the call is for.</param>
/// <param name="VersionName">What the server calls the version; null where it says none.</param>
/// <param name="HasMark">Whether a second output marks each prediction with the version that made it, which
/// none of the recorded models had.</param>
internal sealed record ModelDeclaration(
    string Name,
    IReadOnlyList<string> Inputs,
    ServedVersion Version,
    string? VersionName,
    bool HasMark
)
{
    /// <summary>The name of the input with the sentences.</summary>
    public const string SentenceInput = "sentence";

    /// <summary>The name of the output with the probabilities.</summary>
    public const string Output = "probabilities";

    /// <summary>The name of the output with the marks.</summary>
    public const string Mark = "version";
}
