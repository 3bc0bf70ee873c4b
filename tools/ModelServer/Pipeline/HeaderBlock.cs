using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>The headers of a request, of which servers and their proxies take only so much.</summary>
internal static class HeaderBlock
{
    // ": " after a name, and the end of the line.
    private const int BytesAround = 4;

    /// <summary>How many bytes the lines of the headers have, without the request line.</summary>
    /// <param name="request">The request.</param>
    public static long Measure(HttpRequest request)
    {
        var bytes = 0L;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                bytes += name.Length + (value?.Length ?? 0) + BytesAround;
            }
        }

        return bytes;
    }

    /// <summary>
    /// Refuses a call with too large a block, without a body and in no server's own shape: Envoy does so,
    /// ServerConnectionImpl::sendProtocolErrorOld in source/common/http/http1/codec_impl.cc, and Kestrel,
    /// HttpProtocol.SetErrorResponseHeaders. Over gRPC C-core has a code for it.
    /// </summary>
    /// <param name="call">The call.</param>
    public static void Refuse(Call call)
    {
        call.ExceededLimit = ServerLimit.MaxHeaderBytes;
        if (call.Message is not null)
        {
            call.Protocol.Refuse(call, RpcCode.For(429), "received metadata size exceeds hard limit");
            return;
        }

        call.Answer(StatusCodes.Status431RequestHeaderFieldsTooLarge);
        call.Http.Response.Headers.Connection = "close";
    }
}
