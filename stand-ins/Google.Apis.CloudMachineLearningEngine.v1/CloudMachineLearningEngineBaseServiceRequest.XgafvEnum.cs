using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public abstract partial class CloudMachineLearningEngineBaseServiceRequest<TResponse>
{
    /// <summary>The formats of error responses.</summary>
    public enum XgafvEnum
    {
        /// <summary>The first format.</summary>
        [StringValue("1")]
        Value1 = 0,

        /// <summary>The second format.</summary>
        [StringValue("2")]
        Value2 = 1,
    }
}
