using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>What every request has, whoever answers it: a record, a trace, the headers of its answer, and a body that is
/// read to its end.</summary>
/// <remarks>It stands outside the CORS middleware, which answers preflights itself.</remarks>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="shutdown">Says when requests have to end.</param>
/// <param name="propagator">Reads the trace that a request belongs to.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestFrame(
    RequestDelegate next, Shutdown shutdown, DistributedContextPropagator propagator, TimeProvider time)
{
    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        using var activity = Activity.Current is null ? RequestTrace.Start(context, propagator) : null;
        var record = new RequestRecord(time) { RequestId = RequestId.Of(context), Cutoff = shutdown.Token };
        context.Features.Set(record);
        context.Request.Body = new CancellableBody(context.Request.BodyReader);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers[RequestId.Header] = record.RequestId;

        await next(context);

        // Others have read it, or have no body.
        if (!HttpMethods.IsPost(context.Request.Method)
            || context.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            await UnreadBody.DropAsync(context);
        }
    }
}
