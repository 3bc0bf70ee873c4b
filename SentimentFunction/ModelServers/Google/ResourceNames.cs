namespace SentimentFunction.ModelServers.Google;

/// <summary>The syntax of the names of Google Cloud's resources, as far as it keeps them safe in a path and
/// in a host's name.</summary>
/// <remarks>An emulator's projects may be shorter than Google's, so nothing is said of the least
/// length.</remarks>
internal static class ResourceNames
{
    private const int MaxLength = 128;

    /// <summary>Says whether a text is a project's id or number, perhaps in a domain:
    /// "example.com:my-project".</summary>
    /// <remarks>https://cloud.google.com/resource-manager/docs/creating-managing-projects: lower-case
    /// letters, digits and hyphens.</remarks>
    /// <param name="text">The text.</param>
    public static bool IsProject(string text) =>
        text.Split(':') switch
        {
            [var id] => IsLabel(id),
            [var domain, var id] => domain.Split('.').All(IsLabel) && IsLabel(id) && text.Length <= MaxLength,
            _ => false,
        };

    /// <summary>Says whether a text is a location, such as "us-central1" or "global".</summary>
    /// <param name="text">The text.</param>
    public static bool IsLocation(string text) => IsLabel(text);

    /// <summary>Says whether a text is the id of a Vertex AI endpoint: letters, digits and hyphens.</summary>
    /// <param name="text">The text.</param>
    public static bool IsEndpointId(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Reads the location out of an endpoint's full name:
    /// <c>projects/P/locations/L/endpoints/E</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The location; null when the text is no such name.</returns>
    public static string? LocationOfEndpoint(string text) =>
        text.Split('/') is ["projects", var project, "locations", var location, "endpoints", var id]
        && IsProject(project)
        && IsLocation(location)
        && IsEndpointId(id)
            ? location
            : null;

    /// <summary>A label of a host's name (RFC 1035), in lower case.</summary>
    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-'
        && text[^1] != '-';
}
