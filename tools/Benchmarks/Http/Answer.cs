using System.Buffers.Text;
using System.Text;

namespace SentimentFunction.Tools.Benchmarks.Http;

/// <summary>An HTTP/1.1 answer, in the bytes received so far.</summary>
/// <param name="Length">How many bytes it has, headers included.</param>
/// <param name="Body">Where its body is.</param>
internal readonly record struct Answer(int Length, Range Body)
{
    private const int LongestQuote = 80;

    private static ReadOnlySpan<byte> Ok => "HTTP/1.1 200 "u8;

    private static ReadOnlySpan<byte> LengthHeader => "\r\nContent-Length: "u8;

    private static ReadOnlySpan<byte> EndOfHeaders => "\r\n\r\n"u8;

    /// <summary>Looks for a whole answer.</summary>
    /// <param name="received">What was received since the request.</param>
    /// <returns>The answer; null while it is incomplete.</returns>
    /// <exception cref="InvalidDataException">It is not a 200 with a Content-Length.</exception>
    public static Answer? Find(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf(EndOfHeaders);
        if (end < 0)
        {
            return null;
        }

        var headers = received[..end];
        var length = headers.IndexOf(LengthHeader);
        if (
            !headers.StartsWith(Ok)
            || length < 0
            || !Utf8Parser.TryParse(headers[(length + LengthHeader.Length)..], out int bodyLength, out _)
        )
        {
            var quote = Encoding.Latin1.GetString(headers[..Math.Min(headers.Length, LongestQuote)]);
            throw new InvalidDataException($"The answer is no 200 with a Content-Length: {quote}");
        }

        var body = end + EndOfHeaders.Length;
        return received.Length >= body + bodyLength
            ? new Answer(body + bodyLength, body..(body + bodyLength))
            : null;
    }
}
