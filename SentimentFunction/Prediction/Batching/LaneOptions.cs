namespace SentimentFunction.Prediction.Batching;

/// <summary>How calls are shared.</summary>
/// <param name="MaxInstances">The most instances in a call, from 1. With 1 no call is shared, and as many are
/// made at once as there are requests.</param>
/// <param name="MaxCalls">The most calls at once in a lane, from 1; and how many of them have to be silent
/// for the server to be left alone.</param>
/// <param name="Payload">How much a call may carry.</param>
/// <param name="RequestTime">The time that a request has.</param>
/// <param name="Time">The clock.</param>
public sealed record LaneOptions(
    int MaxInstances,
    int MaxCalls,
    PayloadLimit Payload,
    RequestTime RequestTime,
    TimeProvider Time
)
{
    /// <summary>The version that the function uses where a caller asks for none; null, the default, for the
    /// server's.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Whether requests share calls.</summary>
    public bool IsSharing => MaxInstances > 1;
}
