using Google.Apis.Auth.OAuth2;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Puts an identity token on each call; the library renews it before it expires.</summary>
/// <param name="token">The token.</param>
internal sealed class IdentityTokenHandler(OidcToken token) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        SignIn.Add(request, await GetTokenAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await token.GetAccessTokenAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Preparation.SignIn.Failed(exception);
        }
    }
}
