namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class CloudMachineLearningEngineService
{
    /// <summary>What a credential may be allowed to do, as constants.</summary>
    public static class ScopeConstants
    {
        /// <summary>To use everything in Google Cloud.</summary>
        public const string CloudPlatform = "https://www.googleapis.com/auth/cloud-platform";

        /// <summary>To view everything in Google Cloud.</summary>
        public const string CloudPlatformReadOnly = CloudPlatform + ".read-only";
    }
}
