namespace SentimentFunction.Tools.Fuzzer.Functions;

/// <summary>Reads a log line by line, as bytes.</summary>
internal static class LogLines
{
    // As much as a pipe holds.
    private const int BufferSize = 65_536;

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="take">Receives each line, without its end; it is valid during the call only.</param>
    public static async Task ReadAsync(Stream stream, Action<ReadOnlyMemory<byte>> take)
    {
        var buffer = new byte[BufferSize];
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length)) is > 0 and var read)
        {
            length += read;
            var start = 0;
            while (Array.IndexOf(buffer, (byte)'\n', start, length - start) is >= 0 and var end)
            {
                take(buffer.AsMemory(start, end - start));
                start = end + 1;
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        if (length > 0)
        {
            take(buffer.AsMemory(0, length));
        }
    }
}
