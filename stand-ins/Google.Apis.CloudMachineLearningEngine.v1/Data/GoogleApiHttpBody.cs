using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>Any content, with its type.</summary>
public class GoogleApiHttpBody : IDirectResponseSchema
{
    /// <summary>The content's type.</summary>
    [JsonProperty("contentType")]
    public virtual string ContentType { get; set; }

    /// <summary>The content, in Base64.</summary>
    [JsonProperty("data")]
    public virtual string Data { get; set; }

    /// <summary>What an application adds to its response.</summary>
    [JsonProperty("extensions")]
    public virtual IList<IDictionary<string, object>> Extensions { get; set; }

    /// <summary>The item's ETag.</summary>
    public virtual string ETag { get; set; }
}
