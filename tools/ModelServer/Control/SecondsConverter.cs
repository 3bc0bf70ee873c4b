using System.Text.Json;
using System.Text.Json.Serialization;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>Writes a time as a number of seconds.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    private const double Longest = 1e9;

    public override TimeSpan Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.Number
        && reader.GetDouble() is >= -Longest and <= Longest and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new JsonException("A time is a number of seconds.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.TotalSeconds);
}
