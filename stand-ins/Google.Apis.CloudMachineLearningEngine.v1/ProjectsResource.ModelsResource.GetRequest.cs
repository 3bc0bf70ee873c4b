using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        /// <summary>A request for a model and its default version.</summary>
        /// <param name="service">The client that sends the request.</param>
        /// <param name="name">The model's resource name.</param>
        public class GetRequest(IClientService service, string name)
            : ResourceRequest<GoogleCloudMlV1Model>(service, name, ResourcePatterns.Model);
    }
}
