using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Begins the record of every request, and puts on its answer the headers that every answer has.</summary>
/// <remarks>It stands outside the CORS middleware, which answers preflights itself.</remarks>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="shutdown">Says when requests have to end.</param>
/// <param name="propagator">Reads the trace that a request belongs to.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerHeaders(
    RequestDelegate next, Shutdown shutdown, DistributedContextPropagator propagator, TimeProvider time)
{
    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context) =>
        Activity.Current is null ? TraceAsync(context) : PassAsync(context);

    private async Task TraceAsync(HttpContext context)
    {
        using var activity = RequestTrace.Start(context, propagator);
        await PassAsync(context);
    }

    private Task PassAsync(HttpContext context)
    {
        var record = new RequestRecord(time) { RequestId = RequestId.Of(context), Cutoff = shutdown.Token };
        context.Features.Set(record);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers[RequestId.Header] = record.RequestId;
        return next(context);
    }
}
