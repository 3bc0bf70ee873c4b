using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Who the function is when it calls Google: its application default credentials.</summary>
internal static class GoogleIdentity
{
    /// <summary>What Google's logs call the function.</summary>
    public const string ApplicationName = "sentiment-function";

    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>Finds the credential to call a model server with.</summary>
    /// <param name="address">Its address. An http:// address, such as an emulator's, is called without a
    /// token, unless the environment says where tokens come from.</param>
    /// <returns>What signs the calls; null for nothing.</returns>
    /// <exception cref="PredictionException">There is no credential.</exception>
    public static async Task<SignIn?> FindSignInAsync(Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttp && !ApplicationCredential.IsConfigured)
        {
            return null;
        }

        var credential = await ApplicationCredential.FindAsync();
        return new(credential.IsCreateScopedRequired ? credential.CreateScoped(Scope) : credential);
    }

    /// <summary>Connects to a Google API, with an access token; the library replaces one that is
    /// refused.</summary>
    /// <param name="address">Its address.</param>
    /// <exception cref="PredictionException">There is no credential.</exception>
    public static async Task<HttpMessageInvoker> ConnectAsync(Uri address)
    {
        var arguments = new CreateHttpClientArgs { ApplicationName = ApplicationName, GZipEnabled = true };
        if (await FindSignInAsync(address) is { } signIn)
        {
            arguments.Initializers.Add(signIn);
        }

        return GoogleClientFactory.WithoutClient(GoogleClientFactory.OfCalls.CreateHttpClient(arguments));
    }

    /// <summary>Connects to a server of one's own: on Cloud Run with an identity token.</summary>
    /// <param name="model">The token's audience, the service's address or null for a server that asks for no
    /// token; and the Host header.</param>
    /// <exception cref="PredictionException">There is no credential, or none that gives identity
    /// tokens.</exception>
    public static async Task<HttpMessageInvoker> ConnectAsync(ModelOptions model)
    {
        var connections = new Connections { Host = model.Host };
        if (model.Audience is not { } audience)
        {
            return new(connections);
        }

        var credential = await ApplicationCredential.FindAsync();
        try
        {
            var token = await credential.GetOidcTokenAsync(OidcTokenOptions.FromTargetAudience(audience));
            return new(new IdentityTokenHandler(token) { InnerHandler = connections });
        }
        catch (Exception exception)
        {
            throw Preparation.SignIn.Failed(exception);
        }
    }
}
