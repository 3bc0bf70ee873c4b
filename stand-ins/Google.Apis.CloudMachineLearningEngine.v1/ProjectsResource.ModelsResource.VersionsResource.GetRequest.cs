using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        public partial class VersionsResource
        {
            /// <summary>A request for a version of a model.</summary>
            /// <param name="service">The client that sends the request.</param>
            /// <param name="name">The version's resource name.</param>
            public class GetRequest(IClientService service, string name)
                : ResourceRequest<GoogleCloudMlV1Version>(service, name, ResourcePatterns.Version);
        }
    }
}
