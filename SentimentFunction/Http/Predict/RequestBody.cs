using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http.Predict;

/// <summary>Reads the body of a request as JSON text, within the limits.</summary>
internal static class RequestBody
{
    private const int FirstRead = 4_096;

    /// <summary>Reads the whole body.</summary>
    /// <param name="request">The request, already decompressed.</param>
    /// <param name="maxBytes">The most bytes to accept.</param>
    /// <param name="memory">Where the body's memory is taken from.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadHttpRequestException">The body is no JSON by its headers (415) or too large
    /// (413).</exception>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        HttpRequest request,
        int maxBytes,
        MemoryLease memory,
        CancellationToken cancellationToken
    )
    {
        CheckHeaders(request, maxBytes);
        var announced = request.ContentLength is { } length ? (int)Math.Max(length, 1) : FirstRead;

        // For more than a small piece, bytes have to arrive.
        var body = memory.Allocate(Math.Min(Math.Min(announced, MemoryBudget.SmallPiece), maxBytes));
        var count = 0;
        while (true)
        {
            if (count == body.Length)
            {
                if (await ReadNextAsync(request.Body, cancellationToken) is not { } next)
                {
                    return body;
                }

                body = Grow(body, announced, maxBytes, memory);
                body[count++] = next;
                continue;
            }

            if (
                await request.Body.ReadAsync(body.AsMemory(count), cancellationToken)
                is not (> 0 and var read)
            )
            {
                return body.AsMemory(0, count);
            }

            count += read;
        }
    }

    /// <summary>Reads beyond a full buffer, where there usually is nothing.</summary>
    private static async ValueTask<byte?> ReadNextAsync(Stream body, CancellationToken cancellationToken)
    {
        var one = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            return await body.ReadAsync(one.AsMemory(0, 1), cancellationToken) > 0 ? one[0] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(one);
        }
    }

    private static byte[] Grow(byte[] body, int announced, int maxBytes, MemoryLease memory)
    {
        if (body.Length >= maxBytes)
        {
            throw TooLarge.Body(maxBytes);
        }

        var most = announced > body.Length ? Math.Min(announced, maxBytes) : maxBytes;
        return memory.Grow(body, (int)Math.Min(body.Length * 2L, most));
    }

    private static void CheckHeaders(HttpRequest request, int maxBytes)
    {
        if (!IsJson(request.ContentType))
        {
            throw new BadHttpRequestException(
                "The body must be JSON in UTF-8: send it with Content-Type: application/json.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }

        // The decompression before this has removed the header, where it knows the coding.
        if (request.Headers.ContentEncoding is var encoding && !StringValues.IsNullOrEmpty(encoding))
        {
            throw new BadHttpRequestException(
                $"The content coding '{encoding}' is not supported: use gzip, br or deflate, or none.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }

        if (request.ContentLength > maxBytes)
        {
            throw TooLarge.Body(maxBytes);
        }
    }

    private static bool IsJson(string? contentType) =>
        contentType == "application/json"
        || (
            MediaTypeHeaderValue.TryParse(contentType, out var mediaType)
            && (Is(mediaType.MediaType, "application/json") || Is(mediaType.Suffix, "json"))
            && (!mediaType.Charset.HasValue || Is(HeaderUtilities.RemoveQuotes(mediaType.Charset), "utf-8"))
        );

    private static bool Is(StringSegment value, string expected) =>
        value.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
