using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols;

/// <summary>
/// Writes predictions: the model's two outputs, its probabilities and the version that made them.
/// </summary>
internal static class PredictionWriter
{
    private static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");

    /// <summary>Writes <c>"predictions"</c>: one object per instance.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="request">The instances.</param>
    /// <param name="mark">The version that made the predictions.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    public static void WriteRows(Utf8JsonWriter writer, PredictRequest request, string mark, FaultKind? fault)
    {
        writer.WriteStartArray("predictions");
        for (var index = 0; index < CountFor(request, fault); index++)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(Probabilities);
            WriteProbabilities(writer, At(request, index), fault);
            writer.WriteString(Version, mark);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes <c>"outputs"</c>: one list per output.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="request">The instances.</param>
    /// <param name="mark">The version that made the predictions.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    public static void WriteColumns(
        Utf8JsonWriter writer,
        PredictRequest request,
        string mark,
        FaultKind? fault
    )
    {
        var count = CountFor(request, fault);
        writer.WriteStartObject("outputs");
        writer.WriteStartArray(Probabilities);
        for (var index = 0; index < count; index++)
        {
            WriteProbabilities(writer, At(request, index), fault);
        }

        writer.WriteEndArray();
        writer.WriteStartArray(Version);
        for (var index = 0; index < count; index++)
        {
            writer.WriteStringValue(mark);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static int CountFor(PredictRequest request, FaultKind? fault) =>
        request.Positive.Count
        + fault switch
        {
            FaultKind.OneFewer => -1,
            FaultKind.OneMore => 1,
            _ => 0,
        };

    // A prediction too many is the last one once more.
    private static float At(PredictRequest request, int index) =>
        request.Positive[Math.Min(index, request.Positive.Count - 1)];

    private static void WriteProbabilities(Utf8JsonWriter writer, float positive, FaultKind? fault)
    {
        writer.WriteStartArray();
        if (fault == FaultKind.Nan)
        {
            writer.WriteRawValue("NaN"u8, skipInputValidation: true);
            writer.WriteRawValue("NaN"u8, skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(1 - positive);
            writer.WriteNumberValue(positive);
        }

        writer.WriteEndArray();
    }
}
