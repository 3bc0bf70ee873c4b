using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public abstract partial class CloudMachineLearningEngineBaseServiceRequest<TResponse>
{
    /// <summary>The formats of responses.</summary>
    public enum AltEnum
    {
        /// <summary>JSON.</summary>
        [StringValue("json")]
        Json = 0,

        /// <summary>The content itself, with its own content type.</summary>
        [StringValue("media")]
        Media = 1,

        /// <summary>Protocol Buffers.</summary>
        [StringValue("proto")]
        Proto = 2,
    }
}
