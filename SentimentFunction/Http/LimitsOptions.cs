using SentimentFunction.Configuration;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>What a caller may ask for at once: section "Limits".</summary>
/// <param name="settings">The section.</param>
public sealed class LimitsOptions(SettingsSection settings)
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>The most words of a sentence that is explained: each costs a prediction more. It is part of
    /// the contract and can't be set.</summary>
    public const int MaxExplainedWords = 64;

    /// <summary>The defaults.</summary>
    public LimitsOptions()
        : this(SettingsSection.Empty) { }

    /// <summary>The largest request body in bytes, after decompression: from 1 to 33,554,432, which is what
    /// Cloud Functions accepts. The default is 1,048,576.</summary>
    public int MaxBodyBytes { get; init; } = settings.Integer(1_048_576, 1, 33_554_432);

    /// <summary>The most instances in a request: from 1 to 100,000. The default is 128.</summary>
    public int MaxInstances { get; init; } = settings.Integer(128, 1, 100_000);

    /// <summary>The longest sentence in characters (Unicode code points, as in JSON Schema): from 1 to
    /// 10,000,000. The default is 5,000.</summary>
    public int MaxSentenceLength { get; init; } = settings.Integer(5_000, 1, 10_000_000);

    /// <summary>The time for one request, from its first byte to the answer: from 00:00:00.1 to 01:00:00. The
    /// default is 00:00:10.</summary>
    public TimeSpan RequestTimeout { get; init; } =
        settings.Time(
            TimeSpan.FromSeconds(10),
            min: TimeSpan.FromMilliseconds(100),
            max: TimeSpan.FromHours(1)
        );

    /// <summary>The time for one request while the model server may be starting, which is as long as it has
    /// not answered this instance of the function: from 00:00:00.1 to 01:00:00. Where it is shorter than
    /// <see cref="RequestTimeout"/>, that one holds. The default is 00:00:25.</summary>
    public TimeSpan ColdStartTimeout { get; init; } =
        settings.Time(
            TimeSpan.FromSeconds(25),
            min: TimeSpan.FromMilliseconds(100),
            max: TimeSpan.FromHours(1)
        );

    /// <summary>The requests a minute from one client address, per instance of the function: from 0, the
    /// default, which is no limit, to 1,000,000.</summary>
    public int RequestsPerMinute { get; init; } = settings.Integer(0, 0, 1_000_000);

    /// <summary>How many proxies are before the function, each of which appends one address to
    /// X-Forwarded-For: from 0, which ignores that header, to 10. The default is 1 on Cloud Run, whose front
    /// end is one, else 0.</summary>
    public int TrustedProxies { get; init; } = settings.Integer(settings.IsInCloud ? 1 : 0, 0, 10);

    /// <summary>The time for a request.</summary>
    /// <param name="isInProcess">Whether the model answers in this process, which needs no start.</param>
    internal RequestTime TimeOf(bool isInProcess) =>
        isInProcess ? RequestTime.Of(RequestTimeout) : new(RequestTimeout, ColdStartTimeout);
}
