using Google.Apis.Auth.OAuth2.Responses;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Says for the log why there is no token, without the words of whoever refuses it.</summary>
internal static class TokenError
{
    /// <summary>https://www.rfc-editor.org/rfc/rfc6749#section-5.2</summary>
    private static readonly string[] Known =
    [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    ];

    /// <summary>The status and the code of a refusal; null where an exception is none, or has
    /// neither.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string? CodeOf(Exception exception)
    {
        var refused = exception as TokenResponseException;
        var status = refused?.StatusCode is { } known ? $"status {(int)known}" : null;
        var code = Array.Find(Known, name => name == refused?.Error?.Error);
        return status is null || code is null ? status ?? code : $"{status}, {code}";
    }
}
