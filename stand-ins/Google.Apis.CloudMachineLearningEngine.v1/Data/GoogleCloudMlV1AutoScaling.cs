using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>How the number of machines follows the load.</summary>
public class GoogleCloudMlV1AutoScaling : IDirectResponseSchema
{
    /// <summary>The most machines there may be.</summary>
    [JsonProperty("maxNodes")]
    public virtual int? MaxNodes { get; set; }

    /// <summary>The metrics that are kept near a target.</summary>
    [JsonProperty("metrics")]
    public virtual IList<GoogleCloudMlV1MetricSpec> Metrics { get; set; }

    /// <summary>The fewest machines there may be.</summary>
    [JsonProperty("minNodes")]
    public virtual int? MinNodes { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
