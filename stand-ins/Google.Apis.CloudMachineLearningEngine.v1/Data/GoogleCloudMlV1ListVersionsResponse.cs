using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A page of a model's versions.</summary>
public class GoogleCloudMlV1ListVersionsResponse : IDirectResponseSchema
{
    /// <summary>The token that requests the next page; null on the last page.</summary>
    [JsonProperty("nextPageToken")]
    public virtual string NextPageToken { get; set; }

    /// <summary>The versions; none if there are none.</summary>
    [JsonProperty("versions")]
    public virtual IList<GoogleCloudMlV1Version> Versions { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
