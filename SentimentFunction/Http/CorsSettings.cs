namespace SentimentFunction.Http;

/// <summary>Which pages of other origins may call: section "Cors".</summary>
public sealed record CorsSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cors";

    /// <summary>Stands for every origin.</summary>
    public const string AnyOrigin = "*";

    /// <summary>The origins, such as "https://storage.googleapis.com"; "*" for any. The default is none, and
    /// any in Development.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}
