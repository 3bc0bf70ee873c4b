namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Gives tokens to who has signed in, as
/// https://developers.google.com/identity/protocols/oauth2/web-server#offline says; with an identity token,
/// as gcloud asks for the scope that brings one:
/// https://developers.google.com/identity/openid-connect/openid-connect#obtainuserinfo.</summary>
internal sealed class OAuth : IGoogleService
{
    /// <summary>What a stored account is known by.</summary>
    public const string RefreshToken = "1//emulated-refresh-token";

    public ApiAnswer? Answer(ApiCall call) =>
        (call.Host, call.Path) switch
        {
            ("oauth2.googleapis.com", "/token")
                when call.Text.Contains(Uri.EscapeDataString(RefreshToken), StringComparison.Ordinal) => new(
                200,
                """
                {
                  "access_token": "ya29.emulated",
                  "expires_in": 3599,
                  "id_token": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhY2NvdW50cyJ9.c2lnbmVk",
                  "scope": "openid https://www.googleapis.com/auth/cloud-platform",
                  "token_type": "Bearer"
                }
                """
            ),
            // What the endpoint says of a token that was revoked or has expired.
            ("oauth2.googleapis.com", "/token") => new(
                400,
                """{"error": "invalid_grant", "error_description": "Token has been expired or revoked."}"""
            ),
            _ => null,
        };
}
