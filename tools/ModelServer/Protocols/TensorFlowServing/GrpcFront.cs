using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>What C-core does with a call of gRPC before the service sees it.</summary>
/// <remarks>As C-core 1.85.3 was seen to do.</remarks>
internal static partial class GrpcFront
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string AcceptEncoding = "grpc-accept-encoding";

    /// <summary>HTTP/2's INTERNAL_ERROR.</summary>
    private const int InternalError = 2;

    private const int MaxMetadataBytes = 16_384;

    private static readonly string[] Encodings = ["", "identity", "gzip", "deflate"];
    private static readonly object Served = new();
    private static readonly object Instead = new();

    /// <summary>Notes that the request could be read.</summary>
    /// <param name="http">The call.</param>
    public static void NoteServed(HttpContext http) => http.Items[Served] = true;

    /// <summary>Lets something else be sent than an answer of gRPC.</summary>
    /// <param name="http">The call.</param>
    /// <param name="send">Sends it.</param>
    public static void AnswerInstead(HttpContext http, Func<Task> send) => http.Items[Instead] = send;

    /// <summary>Serves calls at the port of gRPC, and keeps them from the other one.</summary>
    /// <param name="http">The call.</param>
    /// <param name="next">Serves what is let in.</param>
    public static Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        var isMethod = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null;
        if (http.Features.Get<GrpcConnection>() is not null)
        {
            return ServeAsync(http, isMethod, next);
        }

        if (isMethod)
        {
            http.SetEndpoint(null);
        }

        return next(http);
    }

    private static Task ServeAsync(HttpContext http, bool isMethod, RequestDelegate next)
    {
        var headers = http.Request.Headers;
        if (!HttpMethods.IsPost(http.Request.Method) || headers.TE != "trailers")
        {
            http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(InternalError);
            return Task.CompletedTask;
        }

        if (HeaderBlock.Measure(http.Request) is > MaxMetadataBytes and var size)
        {
            return RefuseAsync(
                http,
                8,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"received metadata size exceeds hard limit (value length {size} vs. {MaxMetadataBytes})"
                )
            );
        }

        var timeout = headers["grpc-timeout"].ToString();
        if (timeout.Length > 0 && !Timeout().IsMatch(timeout))
        {
            return RefuseAsync(http, 13, "Error parsing 'grpc-timeout' metadata");
        }

        if (timeout.TrimStart('0').Length == 1)
        {
            return RefuseAsync(http, 4, "Deadline Exceeded");
        }

        if (!Encodings.Contains(headers["grpc-encoding"].ToString()))
        {
            return RefuseAsync(http, 13, "Error parsing 'grpc-encoding' metadata");
        }

        return isMethod ? CallAsync(http, next) : RefuseAsync(http, 12, "Method not found!");
    }

    private static async Task CallAsync(HttpContext http, RequestDelegate next)
    {
        // C-core doesn't look at it; the library does.
        http.Request.ContentType = ContentType;
        await next(http);
        if (http.Items[Instead] is Func<Task> send && !http.Response.HasStarted)
        {
            http.Response.Clear();
            await send();
        }
        else if (!http.Items.ContainsKey(Served) && !http.Response.HasStarted)
        {
            // Bytes that are no request.
            http.Response.Clear();
            await RefuseAsync(http, 13, "");
        }
    }

    /// <summary>An error is trailers only, in the headers.</summary>
    private static Task RefuseAsync(HttpContext http, int code, string message)
    {
        http.Response.ContentType = ContentType;
        http.Response.Headers[Status] = code.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["grpc-message"] = message;
        return Task.CompletedTask;
    }

    [GeneratedRegex("^[0-9]+[HMSmun]$")]
    private static partial Regex Timeout();
}
