namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>The regular expressions that names of resources must match.</summary>
internal static class ResourcePatterns
{
    public const string Project = "^projects/[^/]+$";
    public const string Model = "^projects/[^/]+/models/[^/]+$";
    public const string Version = "^projects/[^/]+/models/[^/]+/versions/[^/]+$";
    public const string ModelOrVersion = "^projects/.*$";
}
