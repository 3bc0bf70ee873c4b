using SentimentFunction.Tools.Fuzzer.Answers;

namespace SentimentFunction.Tools.Fuzzer.Conversations;

/// <summary>The answers on one connection.</summary>
/// <param name="Answers">The answers, in order: at most one per request, and any beyond that.</param>
internal sealed record Conversation(IReadOnlyList<Answer> Answers)
{
    /// <summary>Why the received bytes are not HTTP/1.1; null if they are.</summary>
    public string? Flaw { get; init; }

    /// <summary>Whether the caller had to end sending (FIN) before all answers had arrived.</summary>
    public bool IsHurried { get; init; }

    /// <summary>Whether neither an answer nor the end of the connection came in time.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether the server has reset or refused the connection.</summary>
    public bool IsReset { get; init; }
}
