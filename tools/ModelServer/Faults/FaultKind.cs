using System.Text.Json.Serialization;

namespace SentimentFunction.Tools.ModelServer;

/// <summary>What can go wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>The answer is late, and right.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>An error, as the server itself would say it.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>The connection is reset before the answer.</summary>
    [JsonStringEnumMemberName("reset")]
    Reset,

    /// <summary>The connection is reset in the middle of the answer.</summary>
    [JsonStringEnumMemberName("reset-midway")]
    ResetMidway,

    /// <summary>The connection ends in the middle of the answer, as if all had been sent.</summary>
    [JsonStringEnumMemberName("truncate")]
    Truncate,

    /// <summary>HTTP 200 with a text that is no JSON.</summary>
    [JsonStringEnumMemberName("garbage")]
    Garbage,

    /// <summary>A prediction is missing.</summary>
    [JsonStringEnumMemberName("one-fewer")]
    OneFewer,

    /// <summary>There is a prediction too many.</summary>
    [JsonStringEnumMemberName("one-more")]
    OneMore,

    /// <summary>Bare <c>NaN</c> instead of numbers, which is no JSON; TensorFlow Serving writes it.</summary>
    [JsonStringEnumMemberName("nan")]
    Nan,

    /// <summary>The answer comes byte by byte.</summary>
    [JsonStringEnumMemberName("drip")]
    Drip,

    /// <summary>HTTP 200 with <c>error</c> instead of predictions, as AI Platform tells of a failed batch.</summary>
    [JsonStringEnumMemberName("error-in-200")]
    ErrorInOk,
}
