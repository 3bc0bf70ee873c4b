using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A metric, and the value that it is kept near.</summary>
public class GoogleCloudMlV1MetricSpec : IDirectResponseSchema
{
    /// <summary>CPU_USAGE or GPU_DUTY_CYCLE.</summary>
    [JsonProperty("name")]
    public virtual string Name { get; set; }

    /// <summary>The value, in percent.</summary>
    [JsonProperty("target")]
    public virtual int? Target { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
