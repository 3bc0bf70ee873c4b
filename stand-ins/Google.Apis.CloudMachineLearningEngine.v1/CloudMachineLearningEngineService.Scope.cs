namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class CloudMachineLearningEngineService
{
    /// <summary>What a credential may be allowed to do.</summary>
    public static class Scope
    {
        /// <summary>To use everything in Google Cloud.</summary>
        public static readonly string CloudPlatform = ScopeConstants.CloudPlatform;

        /// <summary>To view everything in Google Cloud.</summary>
        public static readonly string CloudPlatformReadOnly = ScopeConstants.CloudPlatformReadOnly;
    }
}
