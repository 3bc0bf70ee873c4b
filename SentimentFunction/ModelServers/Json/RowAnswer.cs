using System.Net;
using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>The answer to a prediction call in the row format: <c>{"predictions": […]}</c>, one for each
/// instance.</summary>
internal readonly struct RowAnswer
{
    private RowAnswer(Predictions predictions, string?[] texts) =>
        (Predictions, Texts) = (predictions, texts);

    /// <summary>The predictions, one per instance.</summary>
    public Predictions Predictions { get; }

    /// <summary>The other members that were asked for, in the order of their names; null where there is no
    /// such text.</summary>
    public IReadOnlyList<string?> Texts { get; }

    /// <summary>Reads the predictions of an answer, and nothing else of it.</summary>
    /// <inheritdoc cref="AnswerReading{T}"/>
    public static Predictions ReadPredictions(
        ReadOnlyMemory<byte> body,
        Instances sent,
        RefusalReader refusals
    ) => Read(body, sent, refusals).Predictions;

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body; the predictions are slices of it.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="refusals">Reads an error that the answer holds, although its status is a
    /// success.</param>
    /// <param name="names">The names of other members, texts, that are looked for.</param>
    /// <exception cref="PredictionException">The answer is an error or not understood, or has another number
    /// of predictions than there were instances.</exception>
    public static RowAnswer Read(
        ReadOnlyMemory<byte> body,
        Instances sent,
        RefusalReader refusals,
        params ReadOnlySpan<string> names
    )
    {
        try
        {
            var answer = Read(body, sent.Count, names)
                ?? throw refusals.OfPrediction(ServerError.Read(HttpStatusCode.OK, body), sent);
            return answer.Predictions.Count == sent.Count
                ? answer
                : throw ServerFailure.WrongCount.ToException(
                    SafeCause.Of(CountsOf(answer.Predictions.Count, sent.Count), body.Length)
                );
        }
        catch (JsonException exception)
        {
            throw ServerFailure.AnswerNotUnderstood.ToException(SafeCause.Of(exception, body.Length));
        }
    }

    /// <summary>Reads the members; null where one of them is an error.</summary>
    private static RowAnswer? Read(ReadOnlyMemory<byte> body, int instances, ReadOnlySpan<string> names)
    {
        var reader = new Utf8JsonReader(body.Span);
        Predictions? predictions = null;
        var texts = names.IsEmpty ? [] : new string?[names.Length];
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The answer must be a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("predictions"u8))
            {
                reader.Read();
                predictions = Predictions.Read(ref reader, body, instances);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                return null;
            }
            else
            {
                ReadText(ref reader, names, texts);
            }
        }

        // The reader looks for text after the object only when it is asked for one more token.
        reader.Read();
        return new(predictions ?? throw new JsonException("The answer has no predictions."), texts);
    }

    private static void ReadText(ref Utf8JsonReader reader, ReadOnlySpan<string> names, string?[] texts)
    {
        var index = 0;
        while (index < names.Length && !reader.ValueTextEquals(names[index]))
        {
            index++;
        }

        reader.Read();
        if (index == names.Length || reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
        }
        else
        {
            texts[index] = reader.GetString();
        }
    }

    private static JsonException CountsOf(int predictions, int instances) =>
        new($"{(predictions > instances ? "more" : predictions)} predictions for {instances} instances.");
}
