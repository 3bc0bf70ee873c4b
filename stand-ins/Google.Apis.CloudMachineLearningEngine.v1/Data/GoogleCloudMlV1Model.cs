using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A model: a name for its versions, one of which is the default.</summary>
public class GoogleCloudMlV1Model : IDirectResponseSchema
{
    /// <summary>The version that answers when a request names none.</summary>
    [JsonProperty("defaultVersion")]
    public virtual GoogleCloudMlV1Version DefaultVersion { get; set; }

    /// <summary>The owner's description of the model.</summary>
    [JsonProperty("description")]
    public virtual string Description { get; set; }

    /// <summary>Changes whenever the model does.</summary>
    [JsonProperty("etag")]
    public virtual string ETag { get; set; }

    /// <summary>The owner's labels.</summary>
    [JsonProperty("labels")]
    public virtual IDictionary<string, string> Labels { get; set; }

    /// <summary>The resource name: <c>projects/p/models/m</c>.</summary>
    [JsonProperty("name")]
    public virtual string Name { get; set; }

    /// <summary>Whether the servers' console output is sent to Cloud Logging.</summary>
    [JsonProperty("onlinePredictionConsoleLogging")]
    public virtual bool? OnlinePredictionConsoleLogging { get; set; }

    /// <summary>Whether requests for predictions are logged in Cloud Logging.</summary>
    [JsonProperty("onlinePredictionLogging")]
    public virtual bool? OnlinePredictionLogging { get; set; }

    /// <summary>The regions that serve the model; at most one.</summary>
    [JsonProperty("regions")]
    public virtual IList<string> Regions { get; set; }
}
