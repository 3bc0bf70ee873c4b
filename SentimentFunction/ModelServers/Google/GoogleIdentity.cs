using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using IHttpClientFactory = Google.Apis.Http.IHttpClientFactory;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Who the function is when it calls Google: its application default credentials.</summary>
internal static class GoogleIdentity
{
    /// <summary>What Google's logs call the function.</summary>
    public const string ApplicationName = "sentiment-function";

    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>The time for one try to get a token; the library tries three times.</summary>
    private static readonly TimeSpan TokenTime = TimeSpan.FromSeconds(5);

    /// <summary>Makes Google's HTTP clients on connections of our own.</summary>
    public static IHttpClientFactory ClientFactory { get; } =
        new OwnClientFactory(decompress => new Connections(decompress), Timeout.InfiniteTimeSpan);

    /// <summary>The same for the calls that get tokens.</summary>
    public static IHttpClientFactory TokenClientFactory { get; } =
        new OwnClientFactory(
            decompress => new TokenConnections(new Connections(decompress), TimeProvider.System),
            TokenTime
        );

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

        return ClientFactory.CreateHttpClient(arguments);
    }

    /// <summary>Connects to a service of one's own on Cloud Run, with an identity token.</summary>
    /// <param name="audience">The token's audience: the service's address.</param>
    /// <exception cref="PredictionException">There is no credential, or none that gives identity
    /// tokens.</exception>
    public static async Task<HttpMessageInvoker> ConnectAsync(string audience)
    {
        var credential = await ApplicationCredential.FindAsync();
        try
        {
            var token = await credential.GetOidcTokenAsync(OidcTokenOptions.FromTargetAudience(audience));
            return new(new IdentityTokenHandler(token) { InnerHandler = new Connections() });
        }
        catch (Exception exception)
        {
            throw SignIn.Failed(exception);
        }
    }

    /// <summary>Adds the identity token; the library renews it before it expires.</summary>
    private sealed class IdentityTokenHandler(OidcToken token) : DelegatingHandler
    {
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
                throw SignIn.Failed(exception);
            }
        }
    }

    /// <summary>Google's clients follow redirects themselves, with the body, wherever they lead: not
    /// these.</summary>
    private sealed class OwnClientFactory(Func<bool, HttpMessageHandler> connect, TimeSpan timeout)
        : IHttpClientFactory
    {
        private readonly HttpClientFromMessageHandlerFactory _inner = new(wanted =>
            new(
                connect(wanted.MayPerformDecompression),
                wanted.MayPerformDecompression,
                handlesRedirect: false
            )
        );

        public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args)
        {
            var client = _inner.CreateHttpClient(args);
            client.MessageHandler.FollowRedirect = false;
            client.Timeout = timeout;
            return client;
        }
    }
}
