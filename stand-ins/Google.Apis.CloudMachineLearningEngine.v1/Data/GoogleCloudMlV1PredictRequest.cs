using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>The body of a request for predictions, in a wrapper that the API doesn't understand.</summary>
public class GoogleCloudMlV1PredictRequest : IDirectResponseSchema
{
    /// <summary>The body itself.</summary>
    [JsonProperty("httpBody")]
    public virtual GoogleApiHttpBody HttpBody { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
