using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Who the function is when it calls Google: its application default credentials.</summary>
internal static class GoogleIdentity
{
    /// <summary>What Google's logs call the function.</summary>
    public const string ApplicationName = "sentiment-function";

    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>Environment variables that say where credentials come from.</summary>
    private static readonly string[] ExplicitSources = ["GOOGLE_APPLICATION_CREDENTIALS", "GCE_METADATA_HOST"];

    /// <summary>Makes Google's HTTP clients on connections of our own.</summary>
    public static HttpClientFromMessageHandlerFactory ClientFactory { get; } = new(wanted => new(
        new Connections(wanted.MayPerformDecompression), wanted.MayPerformDecompression, handlesRedirect: false));

    /// <summary>Finds the credential to call a model server with.</summary>
    /// <param name="address">Its address. An http:// address, such as an emulator's, is called without a token,
    /// unless the environment says where tokens come from.</param>
    /// <returns>The credential; null for none.</returns>
    /// <exception cref="PredictionException">There is none.</exception>
    public static async Task<GoogleCredential?> FindCredentialAsync(Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttp
            && Array.TrueForAll(ExplicitSources, name => Environment.GetEnvironmentVariable(name) is null))
        {
            return null;
        }

        try
        {
            var credential = await GoogleCredential.GetApplicationDefaultAsync();
            return (credential.IsCreateScopedRequired ? credential.CreateScoped(Scope) : credential)
                .CreateWithHttpClientFactory(TokenConnections.ClientFactory);
        }
        catch (InvalidOperationException exception)
        {
            throw new PredictionException(
                PredictionFailure.ServerFailed, "The function can't sign in to the model server.", exception);
        }
    }

    /// <summary>Connects to a Google API, with an access token; the library replaces one that is refused.</summary>
    /// <param name="address">Its address.</param>
    public static async Task<HttpMessageInvoker> ConnectAsync(Uri address)
    {
        var arguments = new CreateHttpClientArgs { ApplicationName = ApplicationName, GZipEnabled = true };
        if (await FindCredentialAsync(address) is { } credential)
        {
            arguments.Initializers.Add(credential);
        }

        var client = ClientFactory.CreateHttpClient(arguments);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    /// <summary>Connects to a service of one's own on Cloud Run, with an identity token.</summary>
    /// <param name="audience">The token's audience: the service's address.</param>
    public static async Task<HttpMessageInvoker> ConnectAsync(string audience)
    {
        try
        {
            var credential = await GoogleCredential.GetApplicationDefaultAsync();
            var token = await credential.CreateWithHttpClientFactory(TokenConnections.ClientFactory).GetOidcTokenAsync(OidcTokenOptions.FromTargetAudience(audience));
            return new(new IdentityTokenHandler(token) { InnerHandler = new Connections() });
        }
        catch (InvalidOperationException exception)
        {
            throw new PredictionException(
                PredictionFailure.ServerFailed, "The function can't sign in to the model server.", exception);
        }
    }

    /// <summary>Adds the identity token; the library renews it before it expires.</summary>
    private sealed class IdentityTokenHandler(OidcToken token) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", await token.GetAccessTokenAsync(cancellationToken));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
