using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>The accelerators of a machine.</summary>
public class GoogleCloudMlV1AcceleratorConfig : IDirectResponseSchema
{
    /// <summary>How many there are.</summary>
    [JsonProperty("count")]
    public virtual long? Count { get; set; }

    /// <summary>Their type.</summary>
    [JsonProperty("type")]
    public virtual string Type { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
