namespace SentimentFunction.Http;

/// <summary>Where people find the demo page: section "Site".</summary>
public sealed record SiteOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Site";

    /// <summary>Where <c>GET /</c> sends people; null, the default, for nowhere.</summary>
    public Uri? Address { get; init; }

    /// <summary>The folder that the function serves itself in Development, relative to the content root; null
    /// for none. The default in Development is "../public".</summary>
    public string? Folder { get; init; }

    /// <summary>A prefix before all paths, such as "/sentiment", where a proxy before the function doesn't
    /// remove it; null, the default, for none. Paths without it are answered too.</summary>
    public string? PathBase { get; init; }
}
