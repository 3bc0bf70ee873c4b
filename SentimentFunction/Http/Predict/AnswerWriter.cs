using System.Text.Json;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>Writes an answer as JSON: the predictions as the model server wrote them.</summary>
internal static class AnswerWriter
{
    /// <summary>Writes an answer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("predictions");
        WriteRows(writer, answer, WritePrediction);
        if (answer.Sentiments is not null)
        {
            writer.WritePropertyName("sentiments");
            WriteRows(writer, answer, WriteSentiment);
        }

        if (answer.Errors is { } errors)
        {
            WriteErrors(writer, errors);
        }

        writer.WritePropertyName("model");
        JsonResponse.WriteModel(writer, answer.Model);
        writer.WriteEndObject();
    }

    /// <summary>Writes what there is of each prediction, and null in the place of each row without
    /// one.</summary>
    private static void WriteRows(Utf8JsonWriter writer, in Answer answer, WritingPrediction write)
    {
        var (predictions, errors) = (answer.Predictions.Count, answer.Errors?.Count ?? 0);
        var (predicted, failed) = (0, 0);
        writer.WriteStartArray();
        while (predicted + failed < predictions + errors)
        {
            if (failed < errors && answer.Errors![failed].Index == predicted + failed)
            {
                writer.WriteNullValue();
                failed++;
            }
            else
            {
                write(writer, answer, predicted++);
            }
        }

        writer.WriteEndArray();
    }

    private static void WritePrediction(Utf8JsonWriter writer, in Answer answer, int index) =>
        writer.WriteRawValue(answer.Predictions[index].Prediction.Span, skipInputValidation: true);

    private static void WriteSentiment(Utf8JsonWriter writer, in Answer answer, int index)
    {
        if (answer.Sentiments![index] is { } sentiment)
        {
            WriteSentiment(writer, sentiment, answer.Effects?[index]);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteSentiment(
        Utf8JsonWriter writer,
        Sentiment sentiment,
        IReadOnlyList<WordEffect>? words
    )
    {
        writer.WriteStartObject();
        writer.WriteString("label", sentiment.Label);
        if (sentiment.Nearest is { } nearest)
        {
            writer.WriteString("nearest", nearest);
        }

        writer.WriteNumber("score", sentiment.Score);
        if (sentiment.Probabilities is { } probabilities)
        {
            WriteProbabilities(writer, probabilities);
        }

        if (words is not null)
        {
            WriteWords(writer, words);
            WriteWarnings(writer, words);
        }

        writer.WriteEndObject();
    }

    private static void WriteProbabilities(Utf8JsonWriter writer, IReadOnlyList<double> probabilities)
    {
        writer.WriteStartArray("probabilities");
        for (var i = 0; i < probabilities.Count; i++)
        {
            writer.WriteNumberValue(probabilities[i]);
        }

        writer.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter writer, IReadOnlyList<WordEffect> words)
    {
        writer.WriteStartArray("words");
        foreach (var word in words)
        {
            writer.WriteStartObject();
            writer.WriteString("text", word.Text);
            writer.WriteNumber("start", word.Word.Start);
            writer.WriteNumber("length", word.Word.Length);
            writer.WriteNumber("effect", word.Effect);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Effects that are all 0, or of no words, say nothing of what the model goes by.</summary>
    private static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<WordEffect> words)
    {
        foreach (var word in words)
        {
            if (word.Effect != 0)
            {
                return;
            }
        }

        writer.WriteStartArray("warnings");
        writer.WriteStringValue("no-effect");
        writer.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<RowError> errors)
    {
        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", error.Index);
            writer.WriteNumber("status", error.Status);
            writer.WriteString("detail", error.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private delegate void WritingPrediction(Utf8JsonWriter writer, in Answer answer, int index);
}
