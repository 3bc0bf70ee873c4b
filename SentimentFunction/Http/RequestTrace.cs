using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>The trace that a request belongs to.</summary>
internal static class RequestTrace
{
    /// <summary>Starts an activity, where ASP.NET Core hasn't: it does only while somebody listens or
    /// logs.</summary>
    /// <param name="context">The request; its <c>traceparent</c> names its trace.</param>
    /// <param name="propagator">Reads that header.</param>
    /// <returns>The activity, to be disposed.</returns>
    public static Activity Start(HttpContext context, DistributedContextPropagator propagator)
    {
        var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        propagator.ExtractTraceIdAndState(context.Request.Headers, Read, out var parent, out var state);
        if (parent is not null)
        {
            activity.SetParentId(parent);
            activity.TraceStateString = state;
        }

        return activity.Start();
    }

    private static void Read(
        object? headers,
        string name,
        out string? value,
        out IEnumerable<string>? values
    ) => (value, values) = (((IHeaderDictionary)headers!)[name], null);
}
