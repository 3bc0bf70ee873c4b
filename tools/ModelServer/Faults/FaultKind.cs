using System.Text.Json.Serialization;

namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>What can go wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>The answer is late, and right.</summary>
    Delay,

    /// <summary>An error, as the server itself would say it.</summary>
    Status,

    /// <summary>The call is accepted and never answered.</summary>
    Hang,

    /// <summary>The model refuses an instance, as it refuses one that it can't read.</summary>
    Refuse,

    /// <summary>The connection is reset before the answer.</summary>
    Reset,

    /// <summary>The connection is reset in the middle of the answer.</summary>
    ResetMidway,

    /// <summary>The connection ends in the middle of the answer, as if all had been sent.</summary>
    Truncate,

    /// <summary>HTTP 200 with a text that is no JSON.</summary>
    Garbage,

    /// <summary>A prediction is missing.</summary>
    OneFewer,

    /// <summary>There is a prediction too many.</summary>
    OneMore,

    /// <summary>Bare <c>NaN</c> instead of numbers, which is no JSON; TensorFlow Serving writes it.</summary>
    Nan,

    /// <summary>The answer comes byte by byte.</summary>
    Drip,

    /// <summary>
    /// HTTP 200 with <c>error</c> instead of predictions, as AI Platform tells of a failed batch.
    /// </summary>
    [JsonStringEnumMemberName("error-in-200")]
    ErrorInOk,
}
