namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>How a caller ends a connection.</summary>
internal enum Ending
{
    /// <summary>After all answers.</summary>
    Answered,

    /// <summary>The caller ends sending (FIN) as soon as everything is sent, and reads on.</summary>
    HalfClosed,

    /// <summary>The caller stops in the middle and closes the connection (FIN).</summary>
    Abandoned,

    /// <summary>The caller stops in the middle and resets the connection (RST).</summary>
    Reset,
}
