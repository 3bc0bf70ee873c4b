namespace SentimentFunction.Tests.Browser.States;

/// <summary>A state that the demo page can be in, its panels as full as it allows.</summary>
public enum PageState
{
    /// <summary>Just opened.</summary>
    Empty,

    /// <summary>A few sentences are rated.</summary>
    Results,

    /// <summary>A word that is pointed at tells its effect.</summary>
    ExplainedWords,

    /// <summary>The predictions are shown as they came, for the function has no words for them.</summary>
    RawPredictions,

    /// <summary>The request and the answer are unfolded.</summary>
    Exchange,

    /// <summary>A text is complained of before it is sent.</summary>
    Complaint,

    /// <summary>A file is half done.</summary>
    FileBeingRated,

    /// <summary>Some lines of a file failed.</summary>
    FileFailures,

    /// <summary>A file was stopped half-way.</summary>
    FileStopped,

    /// <summary>A file would take the place of another one: the page asks.</summary>
    Question,

    /// <summary>The page was loaded anew, with what was there.</summary>
    Restored,

    /// <summary>Rows are of several versions, which take turns.</summary>
    VersionsInTurns,

    /// <summary>A part of the page does not arrive.</summary>
    NotStarted,

    /// <summary>Two versions stand side by side.</summary>
    Comparison,

    /// <summary>The last predictions are of more versions than have a lane.</summary>
    History,

    /// <summary>Another version answers than before.</summary>
    VersionNotice,

    /// <summary>It is said how long several requests took.</summary>
    TimeSpent,

    /// <summary>The browser is offline.</summary>
    Offline,

    /// <summary>The page's <c>config.js</c> names no function, and none answers where the page is.</summary>
    EndpointUnset,

    /// <summary>The function does not allow calls from the page's origin.</summary>
    CorsRefused,

    /// <summary>The function's address is missing.</summary>
    WrongAddress,

    /// <summary>The function counts down to the next try: status 429.</summary>
    TooManyRequests,

    /// <summary>The text is too much for the function: status 413.</summary>
    TooMuchText,

    /// <summary>The model is down: status 503.</summary>
    Unavailable,

    /// <summary>The answer is late.</summary>
    SlowStart,
}
