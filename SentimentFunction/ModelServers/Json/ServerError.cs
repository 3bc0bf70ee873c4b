using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>What a model server says when it refuses, in the shapes that most of them write.</summary>
/// <remarks>
/// <c>{"error": {"code", "message", "status", "details": [{"reason"}]}}</c> (https://google.aip.dev/193), or
/// <c>{"error": "…"}</c>. Servers that are made with FastAPI write <c>{"detail": "…"}</c> for what they don't
/// reach their model with, and <c>{"detail": [{"type", "loc", "msg", "input"}]}</c> for a body of another
/// form, which repeats it (mlserver-custom.json: infer-id-number).
/// </remarks>
/// <param name="Status">The HTTP status.</param>
/// <param name="Length">The length of the answer in bytes, as far as it was read.</param>
internal sealed record ServerError(HttpStatusCode Status, int Length)
{
    /// <summary>When the server wants to be asked again; null where it doesn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the body is an error as these servers write it, not some other server's
    /// page.</summary>
    public bool IsServersOwn { get; private init; }

    /// <summary>The code's name, such as "FAILED_PRECONDITION"; null where there is none that is
    /// known.</summary>
    public string? Code { get; private init; }

    /// <summary>Why, such as "SERVICE_DISABLED"; null where there is no reason that is known.</summary>
    public string? Reason { get; private init; }

    /// <summary>What the server says. It may quote the request, so it is neither logged nor passed on as it
    /// is.</summary>
    public string Message { get; private init; } = "";

    /// <summary>Reads an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body, or the beginning of it.</param>
    public static ServerError Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        var unread = new ServerError(status, body.Length);
        try
        {
            using var document = JsonDocument.Parse(body);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error)
                ? unread.With(error)
                : unread with
                {
                    Message = ReadDetail(document.RootElement),
                };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or with half a surrogate pair.
            return unread;
        }
    }

    /// <summary>An error that came as a code and a text.</summary>
    /// <param name="status">The HTTP status that means the same.</param>
    /// <param name="code">The code's name, such as "FAILED_PRECONDITION".</param>
    /// <param name="message">The text.</param>
    public static ServerError Of(HttpStatusCode status, string code, string message) =>
        new(status, message.Length)
        {
            IsServersOwn = true,
            Code = ErrorNames.Code(code),
            Message = message,
        };

    /// <summary>Whether the server's message holds some words, in whatever case.</summary>
    /// <param name="words">The words.</param>
    public bool Says(string words) => Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same for the log: the status and what is safe of the rest.</summary>
    /// <param name="sent">What was sent, of which nothing may be in the log.</param>
    /// <param name="telling">Finds what else is worth keeping of the message; null for nothing.</param>
    public string Describe(Instances sent, Regex? telling = null)
    {
        var message = SafeText.Of(Message, telling, sent.Json, sent.SignatureName, sent.Parameters);
        var codes = string.Join(' ', new[] { Code, Reason }.Where(code => code is not null));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The model server answered {(int)Status} {codes} ({Length} bytes): {message}"
        );
    }

    private static string ReadDetail(JsonElement body) =>
        body.Text("detail")
        ?? string.Join("; ", body.List("detail").Select(flaw => $"{flaw.Text("type")}: {flaw.Text("msg")}"));

    private ServerError With(JsonElement error) =>
        error.ValueKind switch
        {
            JsonValueKind.String => this with { IsServersOwn = true, Message = error.GetString()! },
            JsonValueKind.Object => this with
            {
                IsServersOwn = true,
                Code = ErrorNames.Code(error.Text("status")),
                Reason = error
                    .List("details")
                    .Select(detail => ErrorNames.Reason(detail.Text("reason")))
                    .FirstOrDefault(reason => reason is not null),
                Message = error.Text("message") ?? "",
            },
            _ => this,
        };
}
