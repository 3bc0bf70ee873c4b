using Google.Apis.CloudMachineLearningEngine.v1;
using Google.Apis.Http;
using Google.Apis.Services;
using SentimentFunction.ModelServers.Google;

namespace SentimentFunction.ModelServers.AiPlatform;

/// <summary>The <c>ml</c> service, with its connections and its credential.</summary>
/// <remarks>
/// There is one in the life of the process, as there is one predictor: the framework makes a function object
/// for every request, and what that made anew, it would pay for every time. The library's typed predict
/// request can't be used: it wraps the body in <c>httpBody</c>, which the API refuses, and loses the
/// predictions. So the service's own HTTP handlers carry the raw bytes, with its authentication.
/// </remarks>
internal static class MlService
{
    /// <summary>The address of the public API.</summary>
    public static Uri PublicAddress { get; } = new("https://ml.googleapis.com/");

    /// <summary>Makes the service.</summary>
    /// <param name="address">The API's address.</param>
    /// <returns>What sends its calls.</returns>
    /// <exception cref="Prediction.PredictionException">There is no credential.</exception>
    public static async Task<HttpMessageInvoker> ConnectAsync(Uri address)
    {
        var service = new CloudMachineLearningEngineService(
            new BaseClientService.Initializer
            {
                ApplicationName = GoogleIdentity.ApplicationName,
                BaseUri = address.AbsoluteUri,
                HttpClientInitializer = await GoogleIdentity.FindSignInAsync(address),
                HttpClientFactory = GoogleClientFactory.OfCalls,

                // What is repeated, and when, is decided in one place for all model servers.
                DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
            }
        );
        return GoogleClientFactory.WithoutClient(service.HttpClient);
    }
}
