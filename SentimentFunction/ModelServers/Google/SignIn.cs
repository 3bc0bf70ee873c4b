using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Signs calls with a credential; whatever goes wrong with that is reported as such.</summary>
/// <param name="credential">The credential. The library keeps its token, and replaces one that is
/// refused.</param>
internal sealed class SignIn(GoogleCredential credential) : IConfigurableHttpClientInitializer
{
    /// <inheritdoc/>
    public void Initialize(ConfigurableHttpClient httpClient)
    {
        ((IConfigurableHttpClientInitializer)credential).Initialize(httpClient);
        httpClient.MessageHandler.Credential = new Signature(httpClient.MessageHandler.Credential);
    }

    /// <summary>Puts a token on a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="Prediction.PredictionException">It is no token: nothing, or not of one line of
    /// ASCII.</exception>
    public static void Add(HttpRequestMessage request, string? token)
    {
        Require(token);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static void Require(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw Preparation.SignIn.Failed(new FormatException("What came is no token."));
        }
    }

    /// <summary>The credential, whose failures are the sign-in's.</summary>
    private sealed class Signature(IHttpExecuteInterceptor inner)
        : IHttpExecuteInterceptor,
            IHttpUnsuccessfulResponseHandler
    {
        public async Task InterceptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                await inner.InterceptAsync(request, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw Preparation.SignIn.Failed(exception);
            }

            Require(request.Headers.Authorization?.Parameter);
        }

        public async Task<bool> HandleResponseAsync(HandleUnsuccessfulResponseArgs args)
        {
            try
            {
                return inner is IHttpUnsuccessfulResponseHandler handler
                    && await handler.HandleResponseAsync(args);
            }
            catch (Exception exception) when (!args.CancellationToken.IsCancellationRequested)
            {
                throw Preparation.SignIn.Failed(exception);
            }
        }
    }
}
