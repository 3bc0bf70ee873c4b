using Google.Apis.Discovery;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>A client of AI Platform Prediction, the API that is called ml.</summary>
/// <remarks>It is safe to use from many threads; one for the life of a process is enough.</remarks>
public partial class CloudMachineLearningEngineService : BaseClientService
{
    /// <summary>The API's version.</summary>
    public const string Version = "v1";

    /// <summary>The format of the API's description.</summary>
    public static readonly DiscoveryVersion DiscoveryVersionUsed = DiscoveryVersion.Version_1_0;

    private const string DefaultBaseUri = "https://ml.googleapis.com/";

    /// <summary>Makes a client without credentials.</summary>
    public CloudMachineLearningEngineService()
        : this(new Initializer()) { }

    /// <summary>Makes a client.</summary>
    /// <param name="initializer">The client's settings; a BaseUri of theirs replaces
    /// <c>https://ml.googleapis.com/</c>, as regional endpoints need.</param>
    public CloudMachineLearningEngineService(Initializer initializer)
        : base(initializer)
    {
        Projects = new ProjectsResource(this);
        BaseUri = GetEffectiveUri(BaseUriOverride, DefaultBaseUri);
        BatchUri = GetEffectiveUri(null, DefaultBaseUri + BatchPath);
    }

    /// <summary>The API's optional features: none.</summary>
    public override IList<string> Features => [];

    /// <summary>The API's name.</summary>
    public override string Name => "ml";

    /// <summary>Where the API is; ends in a slash.</summary>
    public override string BaseUri { get; }

    /// <summary>The path that all requests begin with: none.</summary>
    public override string BasePath => "";

    /// <summary>Where batches of requests go.</summary>
    public override string BatchUri { get; }

    /// <summary>The path of <see cref="BatchUri"/>.</summary>
    public override string BatchPath => "batch";

    /// <summary>The projects, with their models.</summary>
    public virtual ProjectsResource Projects { get; }
}
