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
        writer.WriteStartArray("predictions");
        for (var i = 0; i < answer.Predictions.Count; i++)
        {
            writer.WriteRawValue(answer.Predictions[i].Prediction.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        if (answer.Sentiments is { } sentiments)
        {
            WriteSentiments(writer, sentiments, answer.Effects);
        }

        writer.WritePropertyName("model");
        JsonResponse.WriteModel(writer, answer.Model);
        writer.WriteEndObject();
    }

    private static void WriteSentiments(
        Utf8JsonWriter writer,
        IReadOnlyList<Sentiment?> sentiments,
        IReadOnlyList<IReadOnlyList<WordEffect>?>? effects
    )
    {
        writer.WriteStartArray("sentiments");
        for (var i = 0; i < sentiments.Count; i++)
        {
            if (sentiments[i] is { } sentiment)
            {
                WriteSentiment(writer, sentiment, effects?[i]);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteSentiment(
        Utf8JsonWriter writer,
        Sentiment sentiment,
        IReadOnlyList<WordEffect>? words
    )
    {
        writer.WriteStartObject();
        writer.WriteString("label", sentiment.Label);
        writer.WriteNumber("score", sentiment.Score);
        if (words is not null)
        {
            WriteWords(writer, words);
        }

        writer.WriteEndObject();
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
}
