using System.Buffers;
using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Writes texts into JSON as they are: System.Text.Json's encoders escape what is beyond the Basic
/// Multilingual Plane, at three times its length.</summary>
internal static class TextValue
{
    private const int LongestEscape = 6;

    /// <summary>What JSON strings can't hold as it is (RFC 8259, section 7).</summary>
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
        (byte)'"',
        (byte)'\\',
    ]);

    /// <summary>What has an escape of two characters, so that no text gets longer than it was.</summary>
    private static ReadOnlySpan<byte> Short => "\"\\\b\f\n\r\t"u8;

    /// <summary>The most bytes that a text takes as a JSON string.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    public static int Measure(ReadOnlySpan<byte> text) =>
        2 + text.Length + (LongestEscape * CountEscaped(text));

    /// <summary>Writes a text as a JSON string.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="text">The text, in UTF-8.</param>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Measure(text));
        try
        {
            writer.WriteRawValue(rented.AsSpan(0, Quote(text, rented)), skipInputValidation: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int CountEscaped(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (text.IndexOfAny(Escaped) is >= 0 and var index)
        {
            count++;
            text = text[(index + 1)..];
        }

        return count;
    }

    private static int Quote(ReadOnlySpan<byte> text, Span<byte> json)
    {
        json[0] = (byte)'"';
        var end = 1;
        while (text.IndexOfAny(Escaped) is >= 0 and var index)
        {
            text[..index].CopyTo(json[end..]);
            end += index;
            end += Escape(text[index], json[end..]);
            text = text[(index + 1)..];
        }

        text.CopyTo(json[end..]);
        end += text.Length;
        json[end] = (byte)'"';
        return end + 1;
    }

    private static int Escape(byte character, Span<byte> json)
    {
        var index = Short.IndexOf(character);
        if (index >= 0)
        {
            (json[0], json[1]) = ((byte)'\\', "\"\\bfnrt"u8[index]);
            return 2;
        }

        "\\u00"u8.CopyTo(json);
        (json[4], json[5]) = ((byte)('0' + (character >> 4)), "0123456789abcdef"u8[character & 0xf]);
        return LongestEscape;
    }
}
