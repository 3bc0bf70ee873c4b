namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>What makes a text no JSON.</summary>
internal enum JsonFlaw
{
    /// <summary>A value is expected, and something else is there.</summary>
    NoValue,

    /// <summary>The text ends where a value is expected.</summary>
    End,

    /// <summary>Something follows the value.</summary>
    Rest,

    /// <summary>A comma is followed by the end of an object or list.</summary>
    TrailingComma,

    /// <summary>A string has an escape that there isn't.</summary>
    Escape,

    /// <summary>A string has a control character.</summary>
    Control,

    /// <summary>A high surrogate is escaped without its other half.</summary>
    HighSurrogate,

    /// <summary>A low surrogate is escaped without its other half.</summary>
    LowSurrogate,
}
