using System.Buffers;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Reads the body of an answer, up to a limit that holds while it is read.</summary>
/// <remarks>What an answer says of its length is believed only as far as it has come: memory grows with that.
/// </remarks>
internal static class AnswerReader
{
    private const int FirstBytes = 4_096;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Reads a body; a byte order mark before it is left out.</summary>
    /// <param name="content">The body, not yet read.</param>
    /// <param name="limit">The most bytes of it, after decompression.</param>
    /// <param name="budget">The memory that may be used while it is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HttpRequestException">It is longer than the limit.</exception>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async ValueTask<byte[]> ReadAsync(
        HttpContent content,
        int limit,
        MemoryBudget budget,
        CancellationToken cancellationToken
    )
    {
        var (bytes, isWhole) = await ReadSomeAsync(content, limit, budget, cancellationToken);
        return isWhole ? bytes : throw TooLarge();
    }

    /// <summary>Reads the beginning of a body; a byte order mark before it is left out.</summary>
    /// <param name="content">The body, not yet read.</param>
    /// <param name="limit">The most bytes of it, after decompression.</param>
    /// <param name="budget">The memory that may be used while it is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The bytes, and whether that is all of them.</returns>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async ValueTask<(byte[] Bytes, bool IsWhole)> ReadSomeAsync(
        HttpContent content,
        int limit,
        MemoryBudget budget,
        CancellationToken cancellationToken
    )
    {
        using var memory = new MemoryLease(budget);
        await using var stream = content.ReadAsStream(cancellationToken);
        if (content.Headers.ContentLength is { } announced)
        {
            var exact = memory.Allocate((int)Math.Min(announced, Math.Min(MemoryBudget.SmallPiece, limit)));
            return await ReadSomeAsync(stream, exact, announced, limit, memory, cancellationToken);
        }

        // Those that are compressed or come in chunks don't say how long they are, and most are short.
        memory.Add(FirstBytes);
        var rented = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            var (bytes, isWhole) = await ReadSomeAsync(
                stream,
                rented,
                announced: null,
                limit,
                memory,
                cancellationToken
            );
            return (bytes == rented ? [.. bytes] : bytes, isWhole);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static async ValueTask<(byte[] Bytes, bool IsWhole)> ReadSomeAsync(
        Stream stream,
        byte[] buffer,
        long? announced,
        int limit,
        MemoryLease memory,
        CancellationToken cancellationToken
    )
    {
        var length = 0;
        while (length != announced)
        {
            if (length == buffer.Length)
            {
                if (length == limit)
                {
                    return (buffer, await stream.ReadAsync(new byte[1], cancellationToken) == 0);
                }

                buffer = memory.Grow(buffer, (int)Math.Min(Math.Max(1, length) * 2L, limit));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (Trim(buffer, length, memory), true);
    }

    private static byte[] Trim(byte[] buffer, int length, MemoryLease memory)
    {
        var start = buffer.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        if (start == 0 && length == buffer.Length)
        {
            return buffer;
        }

        memory.Add(length);
        return buffer[start..length];
    }

    private static HttpRequestException TooLarge() =>
        new(HttpRequestError.ConfigurationLimitExceeded, "The answer is too large.");
}
