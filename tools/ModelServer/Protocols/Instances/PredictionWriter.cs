using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>
/// Writes predictions: the model's two outputs, its probabilities and the version that made them.
/// </summary>
internal static class PredictionWriter
{
    private static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");

    /// <summary>Writes <c>"predictions"</c>: one object per instance.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="positive">The probability that a sentence is positive, for each instance.</param>
    /// <param name="mark">The version that made the predictions.</param>
    public static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<float> positive, string mark)
    {
        writer.WriteStartArray("predictions");
        foreach (var probability in positive)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(Probabilities);
            WriteProbabilities(writer, probability);
            writer.WriteString(Version, mark);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes <c>"outputs"</c>: one list per output.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="positive">The probability that a sentence is positive, for each instance.</param>
    /// <param name="mark">The version that made the predictions.</param>
    public static void WriteColumns(Utf8JsonWriter writer, IReadOnlyList<float> positive, string mark)
    {
        writer.WriteStartObject("outputs");
        writer.WriteStartArray(Probabilities);
        foreach (var probability in positive)
        {
            WriteProbabilities(writer, probability);
        }

        writer.WriteEndArray();
        writer.WriteStartArray(Version);
        for (var index = 0; index < positive.Count; index++)
        {
            writer.WriteStringValue(mark);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteProbabilities(Utf8JsonWriter writer, float positive)
    {
        writer.WriteStartArray();
        WriteNumber(writer, 1 - positive);
        WriteNumber(writer, positive);
        writer.WriteEndArray();
    }

    // A bare NaN is no JSON; TensorFlow Serving writes it all the same.
    private static void WriteNumber(Utf8JsonWriter writer, float value)
    {
        if (float.IsNaN(value))
        {
            writer.WriteRawValue("NaN"u8, skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
