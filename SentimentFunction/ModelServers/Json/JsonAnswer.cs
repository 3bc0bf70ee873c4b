using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads what a model server says of a model.</summary>
internal static class JsonAnswer
{
    /// <summary>Parses an answer.</summary>
    /// <param name="body">The body.</param>
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
            throw NotUnderstood(
                "The model server's description of the model is not understood.",
                SafeCause.Of(exception, body.Length)
            );
        }
    }

    /// <summary>A text member; null where there is none.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member's name.</param>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A time member (RFC 3339); null where there is none.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member's name.</param>
    public static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.TryGetDateTimeOffset(out var time)
            ? time
            : null;

    /// <summary>The elements of an array member; none where there is no such array.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member's name.</param>
    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    /// <summary>The failure for an answer that is none.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="cause">The cause, for the log.</param>
    public static PredictionException NotUnderstood(string message, Exception? cause = null) =>
        ServerFailure.NotUnderstood(message).ToException(cause);
}
