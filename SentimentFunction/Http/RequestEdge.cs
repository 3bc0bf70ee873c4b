using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>The edge that every request passes: the one place that catches, and writes one log
/// entry.</summary>
/// <remarks>It stands outside the CORS middleware, which answers preflights itself, and adds its headers to
/// every other answer in the moment in which that starts: so a page can read problems too.</remarks>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="shutdown">Says when requests have to end.</param>
/// <param name="requestTime">The time that the model server has for a request.</param>
/// <param name="propagator">Reads the trace that a request belongs to.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets one entry per request, without any of its text.</param>
internal sealed partial class RequestEdge(
    RequestDelegate next,
    Shutdown shutdown,
    RequestTime requestTime,
    DistributedContextPropagator propagator,
    TimeProvider time,
    ILogger<RequestEdge> logger
)
{
    private const int ClientGone = 499;

    /// <summary>Made once: every answer has it.</summary>
    private Func<object, Task>? _closeIfLast;

    /// <summary>How Kestrel says that the caller has closed the connection in the middle of the body; its
    /// reason for it is internal.</summary>
    /// <remarks>
    /// https://github.com/dotnet/aspnetcore/blob/main/src/Servers/Kestrel/Core/src/CoreStrings.resx
    /// </remarks>
    private const string UnexpectedEnd = "Unexpected end of request content.";

    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        using var activity = Activity.Current is null ? RequestTrace.Start(context, propagator) : null;
        var record = Begin(context);
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

        // Others have read it, or have no body.
        if (
            !HttpMethods.IsPost(context.Request.Method)
            || context.Response.StatusCode >= StatusCodes.Status400BadRequest
        )
        {
            await UnreadBody.DropAsync(context);
        }
    }

    private RequestRecord Begin(HttpContext context)
    {
        var record = new RequestRecord(time) { RequestId = RequestId.Of(context), Cutoff = shutdown.Token };
        context.Features.Set(record);
        context.Request.Body = new CancellableBody(context.Request.BodyReader);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers[RequestId.Header] = record.RequestId;
        context.Response.OnStarting(_closeIfLast ??= CloseIfLastAsync, context);
        return record;
    }

    /// <summary>Tells the caller not to send more on the connection: when the function ends, and when a body
    /// that he has asked about isn't wanted, which he may send or not.</summary>
    private Task CloseIfLastAsync(object state)
    {
        var context = (HttpContext)state;
        var isUnwanted =
            context.Response.StatusCode >= StatusCodes.Status400BadRequest
            && context.Request.Headers.Expect.Count > 0
            && UnreadBody.MayHave(context);
        if (isUnwanted || shutdown.HasBegun)
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context, RequestRecord record, Exception exception)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else if (IsCallerGone(context, exception))
        {
            // Kestrel would report that it can't read the rest of the body.
            context.Response.StatusCode = ClientGone;
            context.Abort();
        }
        else
        {
            var problem = Problem.From(
                exception,
                record.Upstream is not null,
                requestTime,
                record.Cutoff.IsCancellationRequested
            );
            await JsonResponse.WriteProblemAsync(context, problem);
        }
    }

    private static bool IsCallerGone(HttpContext context, Exception exception) =>
        context.RequestAborted.IsCancellationRequested
        || exception
            is ConnectionResetException
                or OperationCanceledException { InnerException: ConnectionAbortedException }
                or BadHttpRequestException { Message: UnexpectedEnd };

    private void Log(HttpContext context, RequestRecord record, Exception? thrown)
    {
        var status = context.Response.StatusCode;
        var (level, outcome) = status switch
        {
            ClientGone => (LogLevel.Information, "client-gone"),
            503 when record.Cutoff.IsCancellationRequested => (LogLevel.Warning, "cut-off"),

            // Nothing has failed now: what did before, and why this one isn't let through, has its own entry.
            503 when thrown is PredictionException { InnerException: null } => (
                LogLevel.Warning,
                "turned-away"
            ),
            >= 500 => (LogLevel.Error, "failed"),
            >= 400 => (LogLevel.Information, "refused"),
            _ => (LogLevel.Information, "answered"),
        };
        LogRequest(
            level,
            level == LogLevel.Error ? thrown : null,
            context.Request.Method,
            status,
            outcome,
            record.Model?.Version,
            record.Instances,
            record.Upstream?.TotalMilliseconds,
            record.Total.TotalMilliseconds,
            record.RequestId
        );
    }

    [LoggerMessage(
        EventId = 1,
        Message = "{Method} {Status} {Outcome}: model version {ModelVersion}, {Instances} instances, "
            + "upstream {UpstreamMilliseconds:F2} ms, total {TotalMilliseconds:F2} ms, request {RequestId}"
    )]
    private partial void LogRequest(
        LogLevel level,
        Exception? exception,
        string method,
        int status,
        string outcome,
        string? modelVersion,
        int instances,
        double? upstreamMilliseconds,
        double totalMilliseconds,
        string? requestId
    );
}
