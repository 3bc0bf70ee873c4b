namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>What the function has promised, given its model server.</summary>
/// <param name="IsFaulty">Whether its model server fails on purpose.</param>
internal sealed record Promises(bool IsFaulty)
{
    /// <summary>The project that the model server is in: no problem may name it.</summary>
    public const string Project = "zqxproject";

    /// <summary>Whether an answer with a status of 500 or above is allowed.</summary>
    /// <param name="status">The status.</param>
    /// <param name="hasRetryAfter">Whether the answer says when to try again.</param>
    public bool Allows(int status, bool hasRetryAfter) =>
        status == 503 ? hasRetryAfter : IsFaulty && status is 502 or 504;
}
