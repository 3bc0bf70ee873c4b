using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads what a model server says of a model.</summary>
internal static class JsonDescription
{
    /// <summary>Parses a description.</summary>
    /// <param name="body">The body of an answer.</param>
    /// <returns>A JSON object; the caller disposes of it.</returns>
    /// <exception cref="PredictionException">The body is no JSON object.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new JsonException("The answer must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw ServerFailure
                .NotUnderstood("The model server's description of the model is not understood.")
                .ToException(SafeCause.Of(exception, body.Length));
        }
    }
}
