using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A fixed number of machines.</summary>
public class GoogleCloudMlV1ManualScaling : IDirectResponseSchema
{
    /// <summary>How many there are.</summary>
    [JsonProperty("nodes")]
    public virtual int? Nodes { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
