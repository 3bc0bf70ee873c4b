using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>
/// Reads one sentence as TensorFlow Serving reads an element of a string tensor, and classifies it.
/// </summary>
internal static class SentenceReader
{
    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">
    /// Stands on a string, or on the start of <c>{"b64": "…"}</c>; then on its end.
    /// </param>
    /// <param name="body">What the reader reads.</param>
    /// <param name="classify">Classifies the sentence.</param>
    /// <returns>The probability that it is positive.</returns>
    /// <exception cref="InstanceRefusedException">The value is no string.</exception>
    public static float Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, Classify classify) =>
        reader.TokenType switch
        {
            JsonTokenType.String => ReadString(ref reader, classify),
            JsonTokenType.StartObject when IsBase64(reader) => ReadBase64(ref reader, classify),
            JsonTokenType.StartObject => throw new InstanceRefusedException(
                $"JSON Value: {Raw(ref reader, body)} not formatted correctly for base64 data"
            ),
            JsonTokenType.StartArray => throw new InstanceRefusedException(
                "Encountered list at unexpected level: 0 expected < 0"
            ),
            var type => throw new InstanceRefusedException(
                $"JSON Value: {Raw(ref reader, body)} Type: {type} is not of expected type: string"
            ),
        };

    /// <summary>
    /// Says whether the reader stands on bytes, <c>{"b64": "…"}</c>, which are a value and no object.
    /// </summary>
    /// <param name="reader">A copy of the reader.</param>
    public static bool IsBase64(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject
        && reader.Read()
        && reader.TokenType == JsonTokenType.PropertyName
        && reader.ValueTextEquals("b64"u8)
        && reader.Read()
        && reader.TokenType == JsonTokenType.String
        && reader.Read()
        && reader.TokenType == JsonTokenType.EndObject;

    /// <summary>The text of the value that the reader stands on; it stands on its end afterwards.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="body">What it reads.</param>
    public static string Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(body[start..(int)reader.BytesConsumed]);
    }

    private static float ReadString(ref Utf8JsonReader reader, Classify classify)
    {
        // Unescaping only shortens: a character takes at least one byte of JSON.
        var characters = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return classify(characters.AsSpan(0, reader.CopyString(characters)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static float ReadBase64(ref Utf8JsonReader reader, Classify classify)
    {
        reader.Read();
        reader.Read();
        if (!reader.TryGetBytesFromBase64(out var bytes))
        {
            throw new InstanceRefusedException("Unable to base64 decode");
        }

        reader.Read();
        return classify(Encoding.UTF8.GetString(bytes));
    }
}
