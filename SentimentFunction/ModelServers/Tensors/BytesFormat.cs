using System.Text.Json;
using System.Text.Unicode;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Texts, as JSON strings, and other bytes, as <c>{"b64": "…"}</c>.</summary>
/// <remarks>https://www.tensorflow.org/tfx/serving/api_rest#encoding_binary_values</remarks>
internal sealed class BytesFormat : ElementFormat<ReadOnlyMemory<byte>>
{
    /// <summary>The only one.</summary>
    public static readonly BytesFormat Instance = new() { One = "a string", Several = "strings" };

    private const string Base64 = "b64";

    private BytesFormat() { }

    /// <summary>Whether a reader stands on an object that holds bytes: its first member has their
    /// name.</summary>
    /// <param name="reader">A copy of the reader.</param>
    public static bool IsBase64(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject
        && reader.Read()
        && reader.TokenType == JsonTokenType.PropertyName
        && reader.ValueTextEquals(Base64);

    /// <inheritdoc/>
    public override bool TryRead(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> json,
        out ReadOnlyMemory<byte> value
    )
    {
        value = default;
        return reader.TokenType switch
        {
            JsonTokenType.String => TryReadText(ref reader, json, out value),
            JsonTokenType.StartObject => TryReadBase64(ref reader, out value),
            _ => false,
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value)
    {
        if (Utf8.IsValid(value.Span))
        {
            TextValue.Write(writer, value.Span);
            return;
        }

        writer.WriteStartObject();
        writer.WriteBase64String(Base64, value.Span);
        writer.WriteEndObject();
    }

    private static bool TryReadText(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> json,
        out ReadOnlyMemory<byte> value
    )
    {
        value = default;
        if (!reader.ValueIsEscaped)
        {
            // Behind its quotation mark.
            value = json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            return true;
        }

        try
        {
            var text = new byte[reader.ValueSpan.Length];
            value = text.AsMemory(0, reader.CopyString(text));
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no character.
            return false;
        }
    }

    private static bool TryReadBase64(ref Utf8JsonReader reader, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (
            !reader.Read()
            || reader.TokenType != JsonTokenType.PropertyName
            || !reader.ValueTextEquals(Base64)
            || !reader.Read()
            || reader.TokenType != JsonTokenType.String
            || !reader.TryGetBytesFromBase64(out var bytes)
        )
        {
            return false;
        }

        value = bytes;
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
