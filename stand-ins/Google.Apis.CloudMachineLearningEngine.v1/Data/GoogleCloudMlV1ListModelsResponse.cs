using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A page of a project's models.</summary>
public class GoogleCloudMlV1ListModelsResponse : IDirectResponseSchema
{
    /// <summary>The models; none if there are none.</summary>
    [JsonProperty("models")]
    public virtual IList<GoogleCloudMlV1Model> Models { get; set; }

    /// <summary>The token that requests the next page; null on the last page.</summary>
    [JsonProperty("nextPageToken")]
    public virtual string NextPageToken { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
