using System.Text;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>What a server answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type; null for none.</param>
/// <param name="Body">The body.</param>
internal sealed record InferenceReply(int Status, string? ContentType, byte[] Body)
{
    private const string JsonType = "application/json";

    /// <summary>The headers beside the content type.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>An answer in JSON.</summary>
    /// <param name="status">The status.</param>
    /// <param name="json">The JSON.</param>
    public static InferenceReply Json(int status, string json) =>
        new(status, JsonType, Encoding.UTF8.GetBytes(json));

    /// <summary>An error, <c>{"error": "…"}</c>.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">What the server says.</param>
    public static InferenceReply Error(int status, string message) =>
        Json(status, $"{{\"error\":{JsonTree.Quote(message)}}}");

    /// <summary>The same as text/plain, as Triton has what it says before it looks at a body.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">What the server says.</param>
    public static InferenceReply PlainError(int status, string message) =>
        Error(status, message) with
        {
            ContentType = "text/plain",
        };

    /// <summary>An answer without a body.</summary>
    /// <param name="status">The status.</param>
    /// <param name="contentType">The content type; null for none.</param>
    public static InferenceReply Empty(int status, string? contentType = null) =>
        new(status, contentType, []);

    /// <summary>Makes it the answer of a call.</summary>
    /// <param name="call">The call.</param>
    public void WriteTo(Call call)
    {
        call.Answer(Status);
        call.Http.Response.ContentType = ContentType;
        foreach (var (name, value) in Headers)
        {
            call.Http.Response.Headers[name] = value;
        }

        Body.CopyTo(call.Response.GetSpan(Body.Length));
        call.Response.Advance(Body.Length);
    }
}
