using System.Globalization;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Frames bodies by length or in chunks (RFC 9112, sections 6 and 7), correctly and
/// incorrectly.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class BodyFraming(Choice choice)
{
    private static readonly string[] WrongLengths =
    [
        "-1",
        "+5",
        "0x5",
        "5 5",
        "5, 5",
        "",
        "é",
        "1e1",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999",
        "1.0",
        "\t",
        "00000000000000000000005",
        "0",
    ];

    private static readonly string[] WrongSizes =
    [
        "-1",
        "0x5",
        "",
        " ",
        "g",
        "80000000",
        "7fffffff",
        "ffffffff",
        "fffffffff",
        "7fffffffffffffff",
        "ffffffffffffffff",
        "fffffffffffffffff",
        "00000000000000000000000000000005",
        "5 5",
        "\u00b2",
        "\n",
        ";",
        "5\u0000",
    ];

    private static readonly byte[][] WrongTrailers =
    [
        "no colon"u8.ToArray(),
        "X-A : b"u8.ToArray(),
        ": b"u8.ToArray(),
        "X-A: b\0"u8.ToArray(),
        "X\0: b"u8.ToArray(),
        [.. "X-A: "u8, 0xFF],
        [0xFF, .. ": b"u8],
        "X-A: b\rc"u8.ToArray(),
        "X-A: b\r\n c"u8.ToArray(),
    ];

    /// <summary>Frames a body correctly.</summary>
    /// <returns>What is sent after the head.</returns>
    public byte[] Frame(RequestHead head, ReadOnlySpan<byte> body)
    {
        if (choice.OneIn(4))
        {
            head.Add("Transfer-Encoding", choice.Of("chunked", "Chunked", "chunked"));
            return Chunk(body);
        }

        head.Add("Content-Length", Text(body.Length));
        return body.ToArray();
    }

    /// <summary>Frames a body so that servers may disagree on where it ends.</summary>
    /// <returns>What is sent after the head.</returns>
    public byte[] FrameWrongly(RequestHead head, ReadOnlySpan<byte> body)
    {
        head.Lower(Framing.Doubtful);
        switch (choice.Below(8))
        {
            case 0:
                head.Lower(Framing.Unknown);
                head.Add("Content-Length", choice.Of<string>(WrongLengths));
                return body.ToArray();
            case 1:
                head.Lower(Framing.Unknown);
                head.Add(
                    "Content-Length",
                    Text(Math.Max(0, body.Length + choice.Of(-9, -2, -1, 1, 2, 10, 1_048_000)))
                );
                return body.ToArray();
            case 2:
                head.Add("Content-Length", Text(body.Length));
                head.Add(
                    "Content-Length",
                    choice.OneIn(2) ? Text(body.Length) : choice.Of<string>(WrongLengths)
                );
                return body.ToArray();
            case 3:
                head.Add(
                    "Content-Length",
                    choice.OneIn(2) ? Text(body.Length) : choice.Of<string>(WrongLengths)
                );
                head.Add("Transfer-Encoding", "chunked");
                return Chunk(body);
            case 4:
                head.Lower(Framing.Unknown);
                head.Add(
                    choice.Of("Transfer-Encoding", "Transfer-Encoding "),
                    choice.Of(
                        "xchunked",
                        "identity",
                        "chunked, identity",
                        "gzip, chunked",
                        "\u000bchunked",
                        "\"chunked\"",
                        "",
                        "chunked;a",
                        "chunked, chunked",
                        ",chunked"
                    )
                );
                return Chunk(body);
            default:
                head.Lower(Framing.Unknown);
                head.Add("Transfer-Encoding", "chunked");
                return BreakChunks(body);
        }
    }

    private byte[] Chunk(ReadOnlySpan<byte> body)
    {
        var text = new ByteText();
        while (!body.IsEmpty)
        {
            var length = choice.OneIn(3) ? body.Length : choice.Between(1, Math.Min(body.Length, 4_096));
            var size = length.ToString(choice.Of("x", "X", "x4"), CultureInfo.InvariantCulture);
            text.Add(size)
                .Add(choice.OneIn(5) ? choice.Of(";a", ";a=b", ";a=\"b c\"", "; a=b;c", ";") : "")
                .Add("\r\n");
            text.Add(body[..length]).Add("\r\n");
            body = body[length..];
        }

        var trailers = choice.OneIn(5)
            ? choice.Of("X-A: b\r\n", "X-A:\r\nX-B: c\r\n", "Content-Length: 5\r\n")
            : "";
        return text.Add(choice.Of("0", "0", "000", "0;a=b")).Add("\r\n").Add(trailers).Add("\r\n").ToArray();
    }

    private byte[] BreakChunks(ReadOnlySpan<byte> body)
    {
        var whole = Chunk(body);
        return choice.Below(6) switch
        {
            0 =>
            [
                .. new ByteText().Add(choice.Of<string>(WrongSizes)).Add("\r\n").ToArray(),
                .. body,
                .. "\r\n0\r\n\r\n"u8,
            ],
            1 => [.. whole.AsSpan(0, choice.Below(whole.Length))],
            2 => new ByteText()
                .Add("5;")
                .Repeat("a", choice.Between(1_000, 40_000))
                .Add("\r\n")
                .Add(body)
                .ToArray(),
            3 => new ByteText()
                .Add(whole.AsSpan(0, whole.Length - 2))
                .Repeat("X-Trailer: a\r\n", choice.Between(50, 4_000))
                .Add("\r\n")
                .ToArray(),
            4 => [.. whole.AsSpan(0, whole.Length - 2), .. choice.Of<byte[]>(WrongTrailers), .. "\r\n\r\n"u8],
            _ => Mutation.Apply(choice, whole),
        };
    }

    private static string Text(int length) => length.ToString(CultureInfo.InvariantCulture);
}
