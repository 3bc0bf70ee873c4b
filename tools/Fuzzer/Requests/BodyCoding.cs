using System.IO.Compression;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Compresses bodies: correctly, incorrectly, and as bombs.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class BodyCoding(Choice choice)
{
    private const int OneBombIn = 40;

    private static readonly string[] Names = ["gzip", "br", "deflate"];

    // Bombs are made once, on first use, as that takes long.
    private static readonly Lazy<byte[]>[] Bombs =
    [
        .. Names.Select(name => new Lazy<byte[]>(() => Compress(name, Spaces(24 << 20)))),
    ];

    /// <summary>Compresses a body, or claims to.</summary>
    /// <param name="head">Receives the header.</param>
    /// <param name="body">The body.</param>
    /// <returns>The body to send, and the body that is to be read, if that is known.</returns>
    public (ReadOnlyMemory<byte> Sent, Body? Read) Apply(RequestHead head, Body body)
    {
        var coding = choice.Below(Names.Length);
        var name = Names[coding];
        if (choice.OneIn(OneBombIn))
        {
            head.Add("Content-Encoding", name);
            head.Lower(Framing.Last);
            return (Bombs[coding].Value, null);
        }

        var compressed = Compress(name, body.Bytes.Span);
        switch (choice.Below(8))
        {
            case < 4:
                head.Add("Content-Encoding", choice.OneIn(6) ? name.ToUpperInvariant() : name);
                return (compressed, body);
            case 4:
                head.Add("Content-Encoding", name);
                return (Mutation.Apply(choice, compressed), null);
            case 5:
                head.Add("Content-Encoding", name);
                return (compressed.AsMemory(0, choice.Below(compressed.Length + 1)), null);
            case 6:
                head.Add("Content-Encoding", Names[(coding + 1) % Names.Length]);
                return (compressed, null);
            default:
                head.Add(
                    "Content-Encoding",
                    choice.Of(
                        "identity",
                        "x",
                        "gzip, br",
                        "br, gzip",
                        "gzip, gzip",
                        "compress",
                        "",
                        ",",
                        "zstd",
                        "aws-chunked"
                    )
                );
                return (choice.OneIn(2) ? compressed : body.Bytes, null);
        }
    }

    private static byte[] Compress(string name, ReadOnlySpan<byte> bytes)
    {
        using var result = new MemoryStream();
        using (
            Stream stream = name switch
            {
                "gzip" => new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true),
                "br" => new BrotliStream(result, CompressionLevel.Fastest, leaveOpen: true),
                _ => new ZLibStream(result, CompressionLevel.Fastest, leaveOpen: true),
            }
        )
        {
            stream.Write(bytes);
        }

        return result.ToArray();
    }

    private static byte[] Spaces(int length)
    {
        var spaces = new byte[length];
        spaces.AsSpan().Fill((byte)' ');
        return spaces;
    }
}
