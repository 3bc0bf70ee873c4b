namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>How sure it is where a request ends.</summary>
internal enum Framing
{
    /// <summary>It is well framed: one answer, and the connection takes the next request.</summary>
    Clean,

    /// <summary>It is well framed and the last one: one answer, after which the connection may be
    /// closed.</summary>
    Last,

    /// <summary>Servers may refuse it and close. If they go on, what follows is answered for
    /// itself.</summary>
    Doubtful,

    /// <summary>Nobody knows how many requests it is.</summary>
    Unknown,
}
