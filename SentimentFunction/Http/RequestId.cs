using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>What a request is called in its answer, in the log and at the model server.</summary>
internal static class RequestId
{
    /// <summary>The header, of requests and of answers.</summary>
    public const string Header = "X-Request-Id";

    private const int MaxLength = 128;

    /// <summary>The caller's own id, or else the id of the trace, 32 hexadecimal digits.</summary>
    /// <remarks>A caller's id has 1 to 128 visible ASCII characters; another, or several, are
    /// replaced.</remarks>
    /// <param name="context">The request.</param>
    public static string Of(HttpContext context) =>
        context.Request.Headers[Header] is [{ Length: > 0 and <= MaxLength } own]
        && !own.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? own
            : Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
