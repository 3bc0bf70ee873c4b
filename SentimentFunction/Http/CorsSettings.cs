using SentimentFunction.Configuration;

namespace SentimentFunction.Http;

/// <summary>Which pages of other origins may call: section "Cors".</summary>
/// <param name="settings">The section.</param>
public sealed class CorsSettings(SettingsSection settings)
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cors";

    /// <summary>Stands for every origin.</summary>
    public const string AnyOrigin = "*";

    /// <summary>The origins, such as "https://storage.googleapis.com"; "*" for any. The default is none, and
    /// any in Development.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } =
    [
        .. settings
            .List(settings.IsDevelopment ? [AnyOrigin] : [], origins =>
                origins.Where(IsNamed).Select(Origins.FlawOf).OfType<string>()
            )
            .Where(IsNamed),
    ];

    /// <summary>Nothing between two commas is no origin.</summary>
    private static bool IsNamed(string origin) => origin.Length > 0;
}
