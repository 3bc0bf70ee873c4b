using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>A request to the stub of a model server, as far as its answer depends on it.</summary>
/// <remarks>It expects what the measured programs send, and reads no more of it than it needs.</remarks>
internal static class StubRequest
{
    private static ReadOnlySpan<byte> EndOfHeaders => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> LengthHeader => "\r\nContent-Length: "u8;

    private static ReadOnlySpan<byte> ShapeMember => "\"shape\":["u8;

    /// <summary>Takes one whole request from the front of what was received.</summary>
    /// <param name="received">What was received; what follows the request is left.</param>
    /// <returns>The answer; null while it is incomplete.</returns>
    /// <exception cref="InvalidDataException">A prediction has no Content-Length, or no
    /// instances.</exception>
    public static byte[]? Answer(ref ReadOnlySequence<byte> received)
    {
        var bytes = received.IsSingleSegment ? received.FirstSpan : received.ToArray();
        var end = bytes.IndexOf(EndOfHeaders);
        if (end < 0)
        {
            return null;
        }

        var headers = bytes[..end];
        var bodyStart = end + EndOfHeaders.Length;
        if (headers.StartsWith("GET "u8))
        {
            received = received.Slice(bodyStart);
            return headers.IndexOf("/computeMetadata/"u8) >= 0 ? StubAnswers.Token
                : headers.StartsWith("GET /v2/"u8) ? StubAnswers.Metadata
                : StubAnswers.Model;
        }

        var length = ReadLength(headers);
        if (bytes.Length < bodyStart + length)
        {
            return null;
        }

        received = received.Slice(bodyStart + length);
        var body = bytes.Slice(bodyStart, length);
        return headers.StartsWith("POST /v2/"u8)
            ? StubAnswers.Inferences[ReadShape(body)]
            : StubAnswers.Predictions[CountInstances(body)];
    }

    private static int ReadLength(ReadOnlySpan<byte> headers)
    {
        var header = headers.IndexOf(LengthHeader);
        return
            header >= 0
            && Utf8Parser.TryParse(headers[(header + LengthHeader.Length)..], out int length, out _)
            ? length
            : throw new InvalidDataException("A prediction came without a Content-Length.");
    }

    /// <summary>The number of instances as the shape of the only input says it.</summary>
    private static int ReadShape(ReadOnlySpan<byte> body)
    {
        var shape = body.IndexOf(ShapeMember);
        return shape >= 0 && Utf8Parser.TryParse(body[(shape + ShapeMember.Length)..], out int count, out _)
            ? count
            : throw new InvalidDataException("An inference came without a shape.");
    }

    private static int CountInstances(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read() && json.TokenType != JsonTokenType.StartArray) { }

        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            json.Skip();
            count++;
        }

        return count > 0 ? count : throw new InvalidDataException("A prediction came without instances.");
    }
}
