using System.Globalization;
using System.IO.Compression;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>
/// Reads the body of a request for predictions, within the limits of the server that is called.
/// </summary>
internal static class RequestBodyReader
{
    private const int ReadSize = 4_096;

    /// <summary>
    /// Reads the whole body, also of a request that is refused, as servers behind a proxy do.
    /// </summary>
    /// <param name="call">The call; gets the body.</param>
    /// <param name="protocol">The server that is called.</param>
    /// <exception cref="CallRefusedException">The server refuses the body.</exception>
    public static async Task ReadAsync(Call call, ModelProtocol protocol)
    {
        try
        {
            await ReadAsync(call, protocol.MaxBodyBytes, protocol.Decompresses);
        }
        catch (InvalidDataException)
        {
            throw protocol.Describe(
                RequestFlaw.NotJson,
                "The body is not compressed as Content-Encoding says."
            );
        }

        if (call.Request.WrittenCount > protocol.MaxBodyBytes)
        {
            throw protocol.Describe(
                RequestFlaw.TooLarge,
                protocol.MaxBodyBytes.ToString(CultureInfo.InvariantCulture)
            );
        }

        if (protocol.ChecksContentType && !IsJson(call.Http.Request.ContentType))
        {
            throw protocol.Describe(RequestFlaw.ContentType, call.Http.Request.ContentType ?? "");
        }
    }

    private static async Task ReadAsync(Call call, int maxBytes, bool decompresses)
    {
        var request = call.Http.Request;
        await using var decompressed =
            decompresses && request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(request.Body, CompressionMode.Decompress)
                : null;
        var body = decompressed ?? request.Body;
        var buffer = call.Request;
        var memory = buffer.GetMemory((int)Math.Min(request.ContentLength + 1 ?? ReadSize, maxBytes));
        while (await body.ReadAsync(memory, call.Http.RequestAborted) is > 0 and var read)
        {
            // Beyond the limit only the fact counts.
            buffer.Advance(buffer.WrittenCount > maxBytes ? 0 : read);
            memory = buffer.GetMemory();
        }
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && contentType.AsSpan("application/json".Length).TrimStart() is [] or [';', ..];
}
