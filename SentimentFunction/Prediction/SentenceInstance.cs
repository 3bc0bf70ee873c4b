using System.Buffers;
using System.Text;

namespace SentimentFunction.Prediction;

/// <summary>Writes sentences as instances, <c>{"sentence": "…"}</c>, with their text as it is.</summary>
/// <remarks>System.Text.Json's encoders escape what is beyond the Basic Multilingual Plane, at three times
/// its length, and by default all that is beyond ASCII.</remarks>
internal static class SentenceInstance
{
    /// <summary>What JSON strings can't hold as it is (RFC 8259, section 7).</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (char)control),
        '"',
        '\\',
    ]);

    private static ReadOnlySpan<byte> BeforeJson => "{\"sentence\":"u8;

    private static ReadOnlySpan<byte> AfterJson => "}"u8;

    private static ReadOnlySpan<byte> Before => "{\"sentence\":\""u8;

    private static ReadOnlySpan<byte> After => "\"}"u8;

    /// <summary>Composes instances around sentences that are JSON already, which stay as they are.</summary>
    /// <param name="sentences">The sentences: JSON strings with their quotes, in UTF-8; at least one.</param>
    /// <param name="memory">Where the memory is taken from.</param>
    /// <returns>A JSON array, in UTF-8.</returns>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static ReadOnlyMemory<byte> Compose(
        IReadOnlyList<ReadOnlyMemory<byte>> sentences,
        MemoryLease memory
    )
    {
        // Each bracket or comma, and the instance after it.
        var around = 1 + BeforeJson.Length + AfterJson.Length;
        var length = 1;
        for (var i = 0; i < sentences.Count; i++)
        {
            length += around + sentences[i].Length;
        }

        var json = memory.Allocate(length);
        var end = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            json[end++] = (byte)',';
            end += Copy(BeforeJson, json.AsSpan(end));
            end += Copy(sentences[i].Span, json.AsSpan(end));
            end += Copy(AfterJson, json.AsSpan(end));
        }

        json[0] = (byte)'[';
        json[end] = (byte)']';
        return json;
    }

    /// <summary>How many bytes <see cref="Write"/> takes.</summary>
    /// <param name="sentence">The sentence, without lone surrogates.</param>
    public static int Measure(ReadOnlySpan<char> sentence)
    {
        var length = Before.Length + Encoding.UTF8.GetByteCount(sentence) + After.Length;
        while (sentence.IndexOfAny(Escaped) is >= 0 and var index)
        {
            length += LengthOf(sentence[index]) - 1;
            sentence = sentence[(index + 1)..];
        }

        return length;
    }

    /// <summary>Writes it, as UTF-8.</summary>
    /// <param name="sentence">The sentence, without lone surrogates.</param>
    /// <param name="json">Gets the JSON; it has room for it.</param>
    /// <returns>The number of bytes.</returns>
    public static int Write(ReadOnlySpan<char> sentence, Span<byte> json)
    {
        Before.CopyTo(json);
        var end = Before.Length;
        while (sentence.IndexOfAny(Escaped) is >= 0 and var index)
        {
            end += Encoding.UTF8.GetBytes(sentence[..index], json[end..]);
            end += Escape(sentence[index], json[end..]);
            sentence = sentence[(index + 1)..];
        }

        end += Encoding.UTF8.GetBytes(sentence, json[end..]);
        After.CopyTo(json[end..]);
        return end + After.Length;
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }

    private static int LengthOf(char escaped) => escaped is '"' or '\\' ? 2 : 6;

    private static int Escape(char character, Span<byte> json)
    {
        if (character is '"' or '\\')
        {
            (json[0], json[1]) = ((byte)'\\', (byte)character);
        }
        else
        {
            "\\u00"u8.CopyTo(json);
            (json[4], json[5]) = ((byte)('0' + (character >> 4)), (byte)"0123456789abcdef"[character & 0xf]);
        }

        return LengthOf(character);
    }
}
