namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>What becomes of the function's connections while it is frozen.</summary>
internal enum Drop
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Those on which no answer is waited for are closed.</summary>
    IdleWithFin,

    /// <summary>Those are forgotten without a word: what comes is swallowed, and nothing is ever
    /// answered.</summary>
    IdleSilently,

    /// <summary>Those on which an answer is waited for are forgotten.</summary>
    WaitingSilently,

    /// <summary>All are closed, also in the middle of a call.</summary>
    AllWithFin,

    /// <summary>All are forgotten.</summary>
    AllSilently,
}
