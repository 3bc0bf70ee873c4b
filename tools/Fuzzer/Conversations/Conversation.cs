using SentimentFunction.Tools.Fuzzer.Answers;

namespace SentimentFunction.Tools.Fuzzer.Conversations;

/// <summary>What came back on one connection.</summary>
/// <param name="Answers">The answers, in order; at most one a request, and those that nobody asked
/// for.</param>
internal sealed record Conversation(IReadOnlyList<Answer> Answers)
{
    /// <summary>Why what came is not HTTP/1.1; null where it is.</summary>
    public string? Flaw { get; init; }

    /// <summary>Whether the caller had to say that he sends no more before he got all answers.</summary>
    public bool IsHurried { get; init; }

    /// <summary>Whether there was neither an answer nor an end in time.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether the server has reset the connection, or not taken it.</summary>
    public bool IsReset { get; init; }
}
