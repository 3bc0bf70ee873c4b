using System.Collections.Frozen;

namespace SentimentFunction.ModelServers.Json;

/// <summary>The names of errors that can stand in a log: they are known, so they can't be a
/// caller's.</summary>
internal static class ErrorNames
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

    /// <summary>A code, such as "FAILED_PRECONDITION"; null where it isn't known.</summary>
    /// <param name="name">What the server says; null for nothing.</param>
    public static string? Code(string? name) => name is not null && Codes.Contains(name) ? name : null;

    /// <summary>A reason, such as "SERVICE_DISABLED"; null where it isn't known.</summary>
    /// <param name="name">What the server says; null for nothing.</param>
    public static string? Reason(string? name) => name is not null && Reasons.Contains(name) ? name : null;
}
