using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>The answer to a prediction call, in the shape that all three model servers share.</summary>
internal readonly struct PredictAnswer
{
    /// <summary>The predictions, one per instance.</summary>
    public Predictions Predictions { get; private init; }

    /// <summary>Vertex AI: the full name of the model that made them.</summary>
    public string? Model { get; private init; }

    /// <summary>Vertex AI: the version that made them.</summary>
    public string? ModelVersionId { get; private init; }

    /// <summary>Vertex AI: the short name of the model.</summary>
    public string? ModelDisplayName { get; private init; }

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body; the predictions are slices of it.</param>
    /// <param name="instances">How many instances were sent.</param>
    /// <exception cref="PredictionException">The answer is an error or not understood, or has another number
    /// of predictions than there were instances.</exception>
    public static PredictAnswer Read(ReadOnlyMemory<byte> body, int instances)
    {
        try
        {
            var answer = ReadBody(body, instances);
            return answer.Predictions.Count == instances
                ? answer
                : throw NotUnderstood(
                    "The model server did not answer one prediction per instance. Try again.",
                    body,
                    new JsonException(
                        $"{(answer.Predictions.Count > instances ? "more" : answer.Predictions.Count)} "
                            + $"predictions for {instances} instances."
                    )
                );
        }
        catch (JsonException exception)
        {
            throw NotUnderstood("The model server's answer is not understood.", body, exception);
        }
    }

    private static PredictAnswer ReadBody(ReadOnlyMemory<byte> body, int instances)
    {
        var reader = new Utf8JsonReader(body.Span);
        Predictions? predictions = null;
        string? model = null,
            versionId = null,
            displayName = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The answer must be a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "predictions"u8))
            {
                predictions = Predictions.Read(ref reader, body, instances);
            }
            else if (Next(ref reader, "error"u8))
            {
                throw Refused(body);
            }
            else if (Next(ref reader, "model"u8))
            {
                model = ReadText(ref reader);
            }
            else if (Next(ref reader, "modelVersionId"u8))
            {
                versionId = ReadText(ref reader);
            }
            else if (Next(ref reader, "modelDisplayName"u8))
            {
                displayName = ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // The reader looks for text after the object only when it is asked for one more token.
        reader.Read();
        return new()
        {
            Predictions = predictions ?? throw new JsonException("The answer has no predictions."),
            Model = model,
            ModelVersionId = versionId,
            ModelDisplayName = displayName,
        };
    }

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueTextEquals(name) && reader.Read();

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>AI Platform answers a failed batch with status 200 and an error, a string or an
    /// object.</summary>
    private static PredictionException Refused(ReadOnlyMemory<byte> body) =>
        new(
            PredictionFailure.InstanceRefused,
            "The model refused the instances: see what it takes.",
            SafeCause.Of(null, body.Length)
        );

    private static PredictionException NotUnderstood(
        string message,
        ReadOnlyMemory<byte> body,
        JsonException? cause = null
    ) => new(PredictionFailure.AnswerNotUnderstood, message, SafeCause.Of(cause, body.Length));
}
