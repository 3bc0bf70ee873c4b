namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>How a caller ends a connection.</summary>
internal enum Ending
{
    /// <summary>After all answers.</summary>
    Answered,

    /// <summary>He says that he sends no more (FIN) as soon as all is sent, and reads on.</summary>
    HalfClosed,

    /// <summary>He stops in the middle and goes away (FIN).</summary>
    Abandoned,

    /// <summary>He stops in the middle and resets the connection (RST).</summary>
    Reset,
}
