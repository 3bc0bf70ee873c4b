namespace SentimentFunction.Http;

/// <summary>What a caller may ask for at once: section "Limits".</summary>
public sealed record LimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>The largest request body in bytes, after decompression: from 1 to 33,554,432, which is what
    /// Cloud Functions accepts. The default is 1,048,576.</summary>
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <summary>The most instances in a request: from 1 to 100,000. The default is 128.</summary>
    public int MaxInstances { get; init; } = 128;

    /// <summary>The longest sentence in characters (Unicode code points, as in JSON Schema): from 1 to
    /// 10,000,000. The default is 5,000.</summary>
    public int MaxSentenceLength { get; init; } = 5_000;

    /// <summary>The time for one request, from its first byte to the answer: from 100 milliseconds to 1
    /// hour. The default is 10 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The requests a minute from one client address, per instance of the function; 0, the default,
    /// for no limit.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>How many proxies are before the function, each of which appends one address to
    /// X-Forwarded-For: from 0, which ignores that header, to 10. The default is 1 on Cloud Run, whose front
    /// end is one, else 0.</summary>
    public int TrustedProxies { get; init; }
}
