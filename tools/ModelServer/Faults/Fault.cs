using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>Something that is to go wrong, and for which calls.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The calls that it is for; the default is those for predictions.</summary>
    public CallKind Call { get; init; } = CallKind.Predict;

    /// <summary>The server that it is for; null, the default, for all.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>
    /// The version that it is for, such as "v2": calls that ask for it, or that it would answer; null, the
    /// default, for all.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// It is for calls for predictions in which a sentence contains this text, in the same case; null, the
    /// default, for all.
    /// </summary>
    public string? Containing { get; init; }

    /// <summary>
    /// How many calls it meets, at least 1; null, the default, for all until it is removed.
    /// </summary>
    public int? Times { get; init; }

    /// <summary>It meets every k-th of its calls, k at least 1. The default, 1, is every call.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// How late the answer is, from 0, the default, up. Any kind of fault can also be late.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The status of <see cref="FaultKind.Status"/>, 400 to 599. The default is 503.</summary>
    public int Status { get; init; } = 503;

    /// <summary>
    /// When to try again, for <see cref="FaultKind.Status"/>; null, the default, to not say it.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The words of <see cref="FaultKind.Status"/>, <see cref="FaultKind.ErrorInOk"/> and <see
    /// cref="FaultKind.Refuse"/>, the text of <see cref="FaultKind.Garbage"/>; null for words that fit.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>Whether <see cref="FaultKind.ErrorInOk"/> tells the error as an object. The default is a
    /// string.</summary>
    public bool AsObject { get; init; }

    /// <summary>Whether <see cref="FaultKind.Refuse"/> leaves unsaid which instance it is. The default is
    /// that it says so.</summary>
    public bool WithoutIndex { get; init; }

    /// <summary>The time between two bytes of <see cref="FaultKind.Drip"/>. The default is 10 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Says what is wrong with the fault itself; null when nothing is.</summary>
    public string? Flaw =>
        Times < 1 ? $"'times' is {Times}; it must be at least 1."
        : Every < 1 ? $"'every' is {Every}; it must be at least 1."
        : Status is < 400 or > 599 ? $"'status' is {Status}; it must be from 400 to 599."
        : Version is not null && !ServedVersion.TryParseName(Version, out _)
            ? $"'version' is '{Version}': use {ServedVersion.NameSyntax}."
        : Delay < TimeSpan.Zero || Pause < TimeSpan.Zero || RetryAfter < TimeSpan.Zero
            ? "'delay', 'pause' and 'retryAfter' must not be negative."
        : null;

    /// <summary>Says whether it is for a call.</summary>
    /// <param name="call">The call.</param>
    internal bool IsFor(Call call) =>
        Call == call.Kind
        && (Protocol ?? call.Protocol.Id) == call.Protocol.Id
        && (Version is null || Version == call.Target?.Name)
        && (
            Containing is null
            || call.Sentences.Any(sentence => sentence.Contains(Containing, StringComparison.Ordinal))
        );
}
