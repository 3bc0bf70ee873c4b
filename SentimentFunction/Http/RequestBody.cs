using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SentimentFunction.Http;

/// <summary>Reads the body of a request as JSON text, within the limits.</summary>
internal static class RequestBody
{
    private const int FirstRead = 4_096;

    /// <summary>Reads the whole body.</summary>
    /// <param name="request">The request, already decompressed.</param>
    /// <param name="buffer">Gets the bytes.</param>
    /// <param name="maxBytes">The most bytes to accept.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadHttpRequestException">The body is no JSON by its headers (415) or too large
    /// (413).</exception>
    public static async Task ReadAsync(
        HttpRequest request, PooledBuffer buffer, int maxBytes, CancellationToken cancellationToken)
    {
        CheckHeaders(request, maxBytes);

        // One byte more than announced, so that the last read finds the end without growing the buffer.
        var memory = buffer.GetMemory((int)(request.ContentLength + 1 ?? FirstRead));
        while (await request.Body.ReadAsync(memory, cancellationToken) is > 0 and var read)
        {
            buffer.Advance(read);
            if (buffer.Length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            memory = buffer.GetMemory();
        }
    }

    private static void CheckHeaders(HttpRequest request, int maxBytes)
    {
        if (!IsJson(request.ContentType))
        {
            throw new BadHttpRequestException(
                "The body must be JSON in UTF-8: send it with Content-Type: application/json.",
                StatusCodes.Status415UnsupportedMediaType);
        }

        // The decompression before this has removed the header, where it knows the coding.
        if (request.Headers.ContentEncoding is var encoding && !StringValues.IsNullOrEmpty(encoding))
        {
            throw new BadHttpRequestException(
                $"The content coding '{encoding}' is not supported: use gzip, br or deflate, or none.",
                StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }
    }

    private static bool IsJson(string? contentType) =>
        contentType == "application/json"
        || (MediaTypeHeaderValue.TryParse(contentType, out var mediaType)
            && (Is(mediaType.MediaType, "application/json") || Is(mediaType.Suffix, "json"))
            && (!mediaType.Charset.HasValue || Is(HeaderUtilities.RemoveQuotes(mediaType.Charset), "utf-8")));

    private static bool Is(StringSegment value, string expected) =>
        value.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static BadHttpRequestException TooLarge(int maxBytes) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The body has more than {maxBytes:N0} bytes, which is the limit: send fewer sentences at once."),
            StatusCodes.Status413PayloadTooLarge);
}
