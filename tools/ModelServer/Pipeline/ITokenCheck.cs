namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>Knows which tokens are valid.</summary>
internal interface ITokenCheck
{
    /// <summary>Says whether an access token is valid.</summary>
    /// <param name="token">The token.</param>
    bool IsAccessToken(string token);

    /// <summary>Says whether an identity token is valid here.</summary>
    /// <param name="token">The token.</param>
    bool IsIdentityToken(string token);
}
