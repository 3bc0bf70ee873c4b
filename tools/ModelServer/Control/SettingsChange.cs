using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>Settings to change; those that are null stay.</summary>
internal sealed record SettingsChange
{
    /// <summary>Whether calls need a token.</summary>
    public bool? RequireToken { get; init; }

    /// <summary>The audience of identity tokens; empty for any.</summary>
    public string? Audience { get; init; }

    /// <summary>How long a call for predictions takes at least.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How long tokens are valid.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Changes settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ArgumentException">A time is too short.</exception>
    public void Apply(ServerSettings settings)
    {
        settings.Latency = Latency ?? settings.Latency;
        settings.TokenLifetime = TokenLifetime ?? settings.TokenLifetime;
        settings.RequireToken = RequireToken ?? settings.RequireToken;
        settings.Audience = Audience switch
        {
            null => settings.Audience,
            "" => null,
            _ => Audience,
        };
    }
}
