using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>Sends an answer, with what goes wrong on the way.</summary>
internal static class AnswerSender
{
    /// <summary>Sends an answer.</summary>
    /// <param name="call">The call with its answer.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    /// <param name="time">For pauses.</param>
    public static async Task SendAsync(Call call, Fault? fault, TimeProvider time)
    {
        var body = Compress(call);
        var response = call.Http.Response;
        response.StatusCode = call.Status;
        response.ContentLength = body.Length;
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                ConnectionTable.Of(call.Http).SendAndReset([]);
                break;
            case FaultKind.ResetMidway:
                ConnectionTable.Of(call.Http).SendAndReset(FirstHalf(response, body.Span));
                break;
            case FaultKind.Truncate:
                ConnectionTable.Of(call.Http).SendAndFinish(FirstHalf(response, body.Span));
                break;
            case FaultKind.Drip:
                await DripAsync(call, body, fault.Pause, time);
                break;
            default:
                await response.BodyWriter.WriteAsync(body);
                break;
        }
    }

    /// <summary>All headers and half of the body, as HTTP/1.1.</summary>
    private static byte[] FirstHalf(HttpResponse response, ReadOnlySpan<byte> body)
    {
        var head = new StringBuilder("HTTP/1.1 ").Append(response.StatusCode).Append(" \r\n");
        foreach (var (name, value) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes($"{head}\r\n"), .. body[..(body.Length / 2)]];
    }

    private static async Task DripAsync(
        Call call,
        ReadOnlyMemory<byte> body,
        TimeSpan pause,
        TimeProvider time
    )
    {
        var aborted = call.Http.RequestAborted;
        for (var index = 0; index < body.Length; index++)
        {
            await call.Http.Response.Body.WriteAsync(body.Slice(index, 1), aborted);
            await call.Http.Response.Body.FlushAsync(aborted);
            await Task.Delay(pause, time, aborted);
        }
    }

    private static ReadOnlyMemory<byte> Compress(Call call)
    {
        if (call.Response.WrittenCount == 0)
        {
            return default;
        }

        if (call.Response.WrittenCount < call.Protocol.CompressesFrom)
        {
            return call.Response.WrittenMemory;
        }

        var headers = call.Http.Response.Headers;
        headers.Vary = "Accept-Encoding";
        if (!AcceptsGzip(call.Http.Request.Headers.AcceptEncoding.ToString()))
        {
            return call.Response.WrittenMemory;
        }

        headers.ContentEncoding = "gzip";
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(call.Response.WrittenSpan);
        }

        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }

    private static bool AcceptsGzip(string acceptEncoding) =>
        acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase)
        && !acceptEncoding.Contains("gzip;q=0", StringComparison.OrdinalIgnoreCase);
}
