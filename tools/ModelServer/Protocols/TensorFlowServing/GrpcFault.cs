using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>What is sent instead of an answer of gRPC when something goes wrong on the way.</summary>
internal static class GrpcFault
{
    private const int PrefixBytes = 5;

    /// <summary>Finds out what is sent.</summary>
    /// <param name="call">The call with its answer.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    /// <param name="time">For pauses.</param>
    /// <returns>What sends it; null for the answer.</returns>
    public static Func<Task>? Of(Call call, Fault? fault, TimeProvider time)
    {
        var connection = ConnectionTable.Of(call.Http);
        var response = call.Http.Response;
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                return () => Task.Run(() => connection.SendAndReset([]));
            case FaultKind.ResetMidway:
                return async () =>
                {
                    await SendHalfAsync(call);
                    connection.SendAndReset([]);
                };
            case FaultKind.Truncate:
                return async () =>
                {
                    await SendHalfAsync(call);
                    connection.SendAndFinish([]);
                };
            case FaultKind.Drip:
                return () => DripAsync(call, fault.Pause, time);
            case FaultKind.Status when fault.RetryAfter is { } delay:
                return () => SendByProxyAsync(response, fault.Status, delay);
        }

        // Something that is no gRPC at all.
        var (status, type) = (call.Status, response.ContentType);
        return call.Response.WrittenCount == 0
            ? null
            : async () =>
            {
                response.StatusCode = status;
                response.ContentType = type;
                await response.BodyWriter.WriteAsync(call.Response.WrittenMemory);
            };
    }

    /// <summary>TensorFlow Serving never says when to try again; the proxy before it may.</summary>
    private static async Task SendByProxyAsync(HttpResponse response, int status, TimeSpan delay)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain";
        response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await response.WriteAsync("Service Unavailable");
    }

    private static async Task SendHalfAsync(Call call)
    {
        var body = Begin(call);
        await call.Http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await call.Http.Response.Body.FlushAsync();
    }

    private static async Task DripAsync(Call call, TimeSpan pause, TimeProvider time)
    {
        var body = Begin(call);
        for (var index = 0; index < body.Length; index++)
        {
            await call.Http.Response.Body.WriteAsync(body.AsMemory(index, 1), call.Aborted);
            await call.Http.Response.Body.FlushAsync(call.Aborted);
            await Task.Delay(pause, time, call.Aborted);
        }

        call.Http.Response.AppendTrailer(GrpcFront.Status, "0");
    }

    private static byte[] Begin(Call call)
    {
        call.Http.Response.ContentType = GrpcFront.ContentType;
        var message = call.Reply?.ToByteArray() ?? [];
        var body = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), message.Length);
        message.CopyTo(body, PrefixBytes);
        return body;
    }
}
