using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        /// <summary>A request for the models of a project, one page at a time.</summary>
        /// <param name="service">The client that sends the request.</param>
        /// <param name="parent">The project's resource name.</param>
        public class ListRequest(IClientService service, string parent)
            : ResourceListRequest<GoogleCloudMlV1ListModelsResponse>(
                service,
                parent,
                ResourcePatterns.Project
            )
        {
            /// <summary>The path, below <see cref="BaseClientService.BaseUri"/>.</summary>
            public override string RestPath => "v1/{+parent}/models";
        }
    }
}
