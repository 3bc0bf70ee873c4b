using System.Collections.Concurrent;
using Google.Apis.CloudMachineLearningEngine.v1;
using Google.Apis.Http;
using Google.Apis.Services;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.AiPlatform;

/// <summary>The one <c>ml</c> service of the process, with its connections and its credential.</summary>
/// <remarks>
/// The framework makes a function object for every request; what it makes anew, it pays for every time. The
/// library's typed predict request can't be used: it wraps the body in <c>httpBody</c>, which the API
/// refuses, and loses the predictions. So the service's own HTTP client carries the raw bytes, with its
/// authentication.
/// </remarks>
internal static class MlService
{
    private static readonly ConcurrentDictionary<Uri, SharedTask<HttpMessageInvoker>> Services = new();

    /// <summary>The address of the public API.</summary>
    public static Uri PublicAddress { get; } = new("https://ml.googleapis.com/");

    /// <summary>The service's HTTP client; the service is made when the client is first needed.</summary>
    /// <param name="baseUri">The API's address.</param>
    public static SharedTask<HttpMessageInvoker> At(Uri baseUri) =>
        Services.GetOrAdd(baseUri, static address => new(() => CreateAsync(address)));

    private static async Task<HttpMessageInvoker> CreateAsync(Uri baseUri)
    {
        var service = new CloudMachineLearningEngineService(
            new BaseClientService.Initializer
            {
                ApplicationName = GoogleIdentity.ApplicationName,
                BaseUri = baseUri.AbsoluteUri,
                HttpClientInitializer = await GoogleIdentity.FindSignInAsync(baseUri),
                HttpClientFactory = GoogleIdentity.ClientFactory,

                // What is repeated, and when, is decided in one place for all model servers.
                DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
            }
        );
        return service.HttpClient;
    }
}
