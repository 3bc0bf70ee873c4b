using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Starts the clock of a request.</summary>
internal static class RequestDeadline
{
    /// <summary>Ends the work on a request when its time or that of the function is over, or its caller is
    /// gone.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limits">The time for it.</param>
    /// <param name="time">The clock.</param>
    public static Deadline Start(HttpContext context, LimitsOptions limits, TimeProvider time) =>
        Deadline.Start(limits.RequestTimeout, time, context.RequestAborted, RequestRecord.Of(context).Cutoff);
}
