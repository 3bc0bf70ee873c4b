using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>An answer of Google's emulated API.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
internal sealed record ApiAnswer(int Status, string Body)
{
    /// <summary>Headers beside the content type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body's content type.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>A success without anything to tell.</summary>
    public static ApiAnswer Empty { get; } = new(200, "{}");

    /// <summary>A success.</summary>
    public static ApiAnswer Ok(JsonNode? body) => new(200, body?.ToJsonString() ?? "{}");

    /// <summary>What is asked for isn't there.</summary>
    public static ApiAnswer NotFound(string what) => Error(404, "NOT_FOUND", $"{what} was not found.");

    /// <summary>A failure, in the shape that all of Google's APIs share.</summary>
    public static ApiAnswer Error(int code, string status, string message) =>
        new(
            code,
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = code,
                    ["message"] = message,
                    ["status"] = status,
                },
            }.ToJsonString()
        );

    /// <summary>An operation that has ended already.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="response">What it has brought about.</param>
    public static ApiAnswer Operation(string name, JsonNode? response = null) =>
        Ok(
            new JsonObject
            {
                ["name"] = name,
                ["metadata"] = new JsonObject(),
                ["done"] = true,
                ["response"] = response ?? new JsonObject(),
            }
        );
}
