using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>An answer whose status is a failure, in the shapes that Google's APIs and TensorFlow Serving
/// share.
/// </summary>
/// <remarks>
/// <c>{"error": {"code", "message", "status", "details": [{"reason"}]}}</c> (https://google.aip.dev/193), or
/// <c>{"error": "…"}</c> (util/json_tensor.cc in tensorflow/serving).
/// </remarks>
/// <param name="Status">The HTTP status.</param>
internal sealed record ServerError(HttpStatusCode Status)
{
    /// <summary>https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto</summary>
    private static readonly FrozenSet<string> Codes = FrozenSet.Create(
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "UNAUTHENTICATED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS"
    );

    /// <summary>https://github.com/googleapis/googleapis/blob/master/google/api/error_reason.proto</summary>
    private static readonly FrozenSet<string> Reasons = FrozenSet.Create(
        "SERVICE_DISABLED",
        "BILLING_DISABLED",
        "API_KEY_INVALID",
        "API_KEY_SERVICE_BLOCKED",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_QUOTA_EXCEEDED",
        "RESOURCE_USAGE_RESTRICTION_VIOLATED",
        "ACCESS_TOKEN_EXPIRED",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "ACCESS_TOKEN_TYPE_UNSUPPORTED",
        "ACCOUNT_STATE_INVALID",
        "CONSUMER_INVALID",
        "CONSUMER_SUSPENDED",
        "CREDENTIALS_MISSING",
        "IAM_PERMISSION_DENIED",
        "LOCATION_POLICY_VIOLATED",
        "RESOURCE_PROJECT_INVALID",
        "SECURITY_POLICY_VIOLATED",
        "USER_PROJECT_DENIED"
    );

    /// <summary>Whether the body is an error as these servers write it, not some other server's
    /// page.</summary>
    public bool IsServersOwn { get; private init; }

    /// <summary>The code's name, such as "FAILED_PRECONDITION"; null where there is none that is
    /// known.</summary>
    public string? Code { get; private init; }

    /// <summary>Why, such as "SERVICE_DISABLED"; null where there is no reason that is known.</summary>
    public string? Reason { get; private init; }

    /// <summary>What the server says. It may quote the request, so it is neither logged nor passed on as it
    /// is.
    /// </summary>
    public string Message { get; private init; } = "";

    /// <summary>Reads an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body, or the beginning of it.</param>
    public static ServerError Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error)
                ? Read(status, error)
                : new(status);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or with half a surrogate pair.
            return new(status);
        }
    }

    /// <summary>The same for the log: the status and what is safe of the rest.</summary>
    /// <param name="sent">What was sent, of which nothing may be in the log.</param>
    /// <param name="length">The length of the answer in bytes, as far as it was read.</param>
    public string Describe(Instances sent, int length)
    {
        var message = SafeText.Of(Message, sent.Json, sent.SignatureName, sent.Parameters);
        var codes = string.Join(' ', new[] { Code, Reason }.Where(code => code is not null));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The model server answered {(int)Status} {codes} ({length} bytes): {message}"
        );
    }

    private static ServerError Read(HttpStatusCode status, JsonElement error) =>
        error.ValueKind switch
        {
            JsonValueKind.String => new(status) { IsServersOwn = true, Message = error.GetString()! },
            JsonValueKind.Object => new(status)
            {
                IsServersOwn = true,
                Code = Known(Codes, JsonAnswer.Text(error, "status")),
                Reason = JsonAnswer
                    .List(error, "details")
                    .Select(detail => Known(Reasons, JsonAnswer.Text(detail, "reason")))
                    .FirstOrDefault(reason => reason is not null),
                Message = JsonAnswer.Text(error, "message") ?? "",
            },
            _ => new(status),
        };

    private static string? Known(FrozenSet<string> names, string? name) =>
        name is not null && names.Contains(name) ? name : null;
}
