namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>How certain the end of a request is.</summary>
internal enum Framing
{
    /// <summary>It is well framed: one answer, and the connection takes the next request.</summary>
    Clean,

    /// <summary>It is well framed and the last one: one answer, after which the connection may be
    /// closed.</summary>
    Last,

    /// <summary>Servers may refuse it and close the connection. If they go on, what follows is a request of
    /// its own.</summary>
    Doubtful,

    /// <summary>The number of requests is unknown.</summary>
    Unknown,
}
