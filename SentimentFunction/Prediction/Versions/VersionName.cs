using System.Buffers;

namespace SentimentFunction.Prediction.Versions;

/// <summary>The syntax of a model version's name: what every model server allows, and safe in a
/// path.</summary>
public static class VersionName
{
    /// <summary>The syntax in words.</summary>
    public const string Expected =
        "a version name: 1 to 128 letters, digits, underscores, hyphens and dots, the first one a letter "
        + "or digit";

    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
    );

    /// <summary>Says whether a name has that syntax.</summary>
    /// <param name="name">The name as the caller gave it.</param>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && !name.AsSpan().ContainsAnyExcept(Allowed);
}
