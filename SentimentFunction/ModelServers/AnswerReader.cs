namespace SentimentFunction.ModelServers;

/// <summary>Reads the body of an answer, up to a limit that holds while it is read.</summary>
/// <remarks>What an answer says of its length is believed only as far as it has come: memory grows with that.
/// </remarks>
internal static class AnswerReader
{
    private const int FirstBytes = 65_536;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Reads a body; a byte order mark before it is left out.</summary>
    /// <param name="content">The body, not yet read.</param>
    /// <param name="limit">The most bytes of it, after decompression.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HttpRequestException">It is longer than the limit.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var (bytes, isWhole) = await ReadSomeAsync(content, limit, cancellationToken);
        return isWhole ? bytes : throw TooLarge();
    }

    /// <summary>Reads the beginning of a body; a byte order mark before it is left out.</summary>
    /// <param name="content">The body, not yet read.</param>
    /// <param name="limit">The most bytes of it, after decompression.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The bytes, and whether that is all of them.</returns>
    public static async Task<(byte[] Bytes, bool IsWhole)> ReadSomeAsync(
        HttpContent content, int limit, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var announced = content.Headers.ContentLength;
        var buffer = new byte[Math.Min(announced ?? FirstBytes, Math.Min(FirstBytes, limit))];
        var length = 0;
        while (length != announced)
        {
            if (length == buffer.Length)
            {
                if (length == limit)
                {
                    return (buffer, await stream.ReadAsync(new byte[1], cancellationToken) == 0);
                }

                Array.Resize(ref buffer, (int)Math.Min(Math.Max(1, length) * 2L, limit));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (Trim(buffer, length), true);
    }

    private static byte[] Trim(byte[] buffer, int length)
    {
        var start = buffer.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        return start == 0 && length == buffer.Length ? buffer : buffer[start..length];
    }

    private static HttpRequestException TooLarge() =>
        new(HttpRequestError.ConfigurationLimitExceeded, "The answer is too large.");
}
