using System.Buffers;
using SentimentFunction.Configuration;

namespace SentimentFunction.Http;

/// <summary>Where people find the demo page: section "Site".</summary>
/// <param name="settings">The section.</param>
public sealed class SiteOptions(SettingsSection settings)
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Site";

    private static readonly SearchValues<char> SafeInPath = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~"
    );

    /// <summary>Where <c>GET /</c> sends people; null, the default, for nowhere.</summary>
    public Uri? Address { get; init; } = settings.Address();

    /// <summary>The folder that the function serves itself in Development, relative to the content root; null
    /// for none. The default in Development is "../public".</summary>
    public string? Folder { get; init; } =
        settings.IsDevelopment
            ? settings.TextOr("../public", folder => FlawOfFolder(folder, settings.ContentRoot))
            : null;

    /// <summary>A prefix before all paths, such as "/sentiment", where a proxy before the function doesn't
    /// remove it; null, the default, for none. Paths without it are answered too.</summary>
    public string? PathBase { get; init; } = settings.Text(FlawOfPathBase);

    private static string? FlawOfFolder(string folder, string root) =>
        Directory.Exists(Path.Combine(root, folder)) ? null : $"'{folder}' is not a folder in {root}.";

    private static string? FlawOfPathBase(string prefix) =>
        prefix[0] == '/' && prefix[1..].Split('/').All(IsSegment)
            ? null
            : $"'{prefix}' is not a prefix of paths such as /sentiment: a slash at the start and none at "
                + "the end, and letters, digits, hyphens, underscores, dots and ~ in between.";

    private static bool IsSegment(string text) =>
        text is not ("" or "." or "..") && !text.AsSpan().ContainsAnyExcept(SafeInPath);
}
