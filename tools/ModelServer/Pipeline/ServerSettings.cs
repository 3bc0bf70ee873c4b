namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>What can be set while the server runs, from any thread.</summary>
public sealed class ServerSettings
{
    private long _latencyTicks;
    private long _tokenLifetimeTicks;
    private volatile bool _requireToken;
    private volatile string? _audience;

    internal ServerSettings() { }

    /// <summary>
    /// Whether the model servers refuse calls without a token of the metadata server: an access token, or
    /// an identity token for TensorFlow Serving.
    /// </summary>
    public bool RequireToken
    {
        get => _requireToken;
        set => _requireToken = value;
    }

    /// <summary>The audience that identity tokens must be for; null for any.</summary>
    public string? Audience
    {
        get => _audience;
        set => _audience = value;
    }

    /// <summary>How long a call for predictions takes at least, from 0 up.</summary>
    public TimeSpan Latency
    {
        get => new(Interlocked.Read(ref _latencyTicks));
        set => Interlocked.Exchange(ref _latencyTicks, AtLeast(TimeSpan.Zero, value).Ticks);
    }

    /// <summary>How long tokens are valid, in whole seconds from 1 s up.</summary>
    public TimeSpan TokenLifetime
    {
        get => new(Interlocked.Read(ref _tokenLifetimeTicks));
        set => Interlocked.Exchange(ref _tokenLifetimeTicks, AtLeast(TimeSpan.FromSeconds(1), value).Ticks);
    }

    private static TimeSpan AtLeast(TimeSpan least, TimeSpan value) =>
        value >= least
            ? value
            : throw new ArgumentException($"{value:c} is too short: use at least {least:c}.");
}
