using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.Http;

/// <summary>The edge that every request passes: the one place that catches, and writes one log entry.</summary>
/// <remarks>It stands inside the CORS middleware, so that a page can read problems too.</remarks>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets one entry per request, without any of its text.</param>
internal sealed partial class RequestEdge(RequestDelegate next, TimeProvider time, ILogger<RequestEdge> logger)
{
    private const int ClientGone = 499;

    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        var record = new RequestRecord(time);
        context.Features.Set(record);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        Exception? thrown = null;
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            thrown = exception;
            await AnswerAsync(context, record, exception);
        }

        Log(context, record, thrown);
    }

    private static async Task AnswerAsync(HttpContext context, RequestRecord record, Exception exception)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else if (context.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
        {
            context.Response.StatusCode = ClientGone;
        }
        else
        {
            await JsonResponse.WriteProblemAsync(context, Problem.From(exception, record.Upstream is not null));
        }
    }

    private void Log(HttpContext context, RequestRecord record, Exception? thrown)
    {
        var status = context.Response.StatusCode;
        var (level, outcome) = status switch
        {
            ClientGone => (LogLevel.Information, "client-gone"),
            >= 500 => (LogLevel.Error, "failed"),
            >= 400 => (LogLevel.Information, "refused"),
            _ => (LogLevel.Information, "answered"),
        };
        LogRequest(
            level, status >= 500 ? thrown : null, context.Request.Method, status, outcome, record.Model?.Version,
            record.Instances, record.Upstream?.TotalMilliseconds, record.Total.TotalMilliseconds);
    }

    [LoggerMessage(
        EventId = 1,
        Message = "{Method} {Status} {Outcome}: model version {ModelVersion}, {Instances} instances, "
            + "upstream {UpstreamMilliseconds:F2} ms, total {TotalMilliseconds:F2} ms")]
    private partial void LogRequest(
        LogLevel level, Exception? exception, string method, int status, string outcome, string? modelVersion,
        int instances, double? upstreamMilliseconds, double totalMilliseconds);
}
