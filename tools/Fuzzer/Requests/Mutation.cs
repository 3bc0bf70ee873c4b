namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Changes bytes at random, without knowing what they mean.</summary>
internal static class Mutation
{
    private static readonly byte[][] Tokens =
    [
        [0],
        [0xFF],
        [0x80],
        "\r\n"u8.ToArray(),
        "\r\n\r\n"u8.ToArray(),
        "\n"u8.ToArray(),
        "\r"u8.ToArray(),
        " "u8.ToArray(),
        "\t"u8.ToArray(),
        ":"u8.ToArray(),
        "\""u8.ToArray(),
        "{"u8.ToArray(),
        "]"u8.ToArray(),
        ","u8.ToArray(),
        "\\"u8.ToArray(),
        "\\ud800"u8.ToArray(),
        "1e999"u8.ToArray(),
        "-1"u8.ToArray(),
        "%00"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
        "chunked"u8.ToArray(),
        "null"u8.ToArray(),
        "HTTP/1.1"u8.ToArray(),
    ];

    /// <summary>Changes some bytes.</summary>
    /// <param name="choice">The source of random choices.</param>
    /// <param name="bytes">The bytes, of which a copy is changed.</param>
    public static byte[] Apply(Choice choice, ReadOnlySpan<byte> bytes)
    {
        var result = new List<byte>(bytes.Length);
        result.AddRange(bytes);
        for (var changes = choice.Between(1, 4); changes > 0; changes--)
        {
            Change(choice, result);
        }

        return [.. result];
    }

    private static void Change(Choice choice, List<byte> bytes)
    {
        var at = choice.Below(bytes.Count + 1);
        var length = Math.Min(choice.Between(1, 12), bytes.Count - at);
        switch (choice.Below(6))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << choice.Below(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)choice.Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(choice.Below(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4 when choice.OneIn(3):
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, choice.Of<byte[]>(Tokens));
                break;
        }
    }
}
