namespace SentimentFunction.Prediction.Versions;

/// <summary>How long the description of a version is used, in the terms of RFC 5861: all counted from the
/// moment in which it was asked for.</summary>
/// <param name="refreshAfter">The age at which it is refreshed.</param>
/// <param name="expireAfter">The age at which it is no longer used.</param>
internal sealed class DescriptionLifetime(TimeSpan refreshAfter, TimeSpan expireAfter)
{
    /// <summary>How long a stale description is used without waiting, so that a busy instance never
    /// waits.</summary>
    public static readonly TimeSpan StaleWhileRevalidate = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait of who has a stale description to fall back to.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>The age at which a refresh isn't waited for any more: the process may have been frozen
    /// since.</summary>
    public static readonly TimeSpan JoinableFor = TimeSpan.FromSeconds(1);

    /// <summary>How long a failure is remembered, so that not every request asks again.</summary>
    public static readonly TimeSpan FailureMemory = TimeSpan.FromSeconds(1);

    /// <summary>How long those wait who come first to a model server that may be starting.</summary>
    public static readonly TimeSpan LongestWaitForStart = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(1);

    /// <summary>The age up to which it is fresh.</summary>
    public TimeSpan FreshFor { get; } = refreshAfter;

    /// <summary>The age up to which it is used without waiting.</summary>
    public TimeSpan UsedFor { get; } = Shorter(refreshAfter + StaleWhileRevalidate, expireAfter);

    /// <summary>The age up to which it is used where there is no newer one.</summary>
    public TimeSpan ExpiresAfter { get; } = expireAfter;

    /// <summary>How long it is remembered that a model has no version of a name, as strangers can ask for
    /// any.</summary>
    public TimeSpan AbsenceMemory { get; } = Shorter(refreshAfter, LongestAbsence);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
