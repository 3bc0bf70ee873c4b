using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        public partial class VersionsResource
        {
            /// <summary>A request for the versions of a model, one page at a time.</summary>
            /// <param name="service">The client that sends the request.</param>
            /// <param name="parent">The model's resource name.</param>
            public class ListRequest(IClientService service, string parent)
                : ResourceListRequest<GoogleCloudMlV1ListVersionsResponse>(
                    service,
                    parent,
                    ResourcePatterns.Model
                )
            {
                /// <summary>The path, below <see cref="BaseClientService.BaseUri"/>.</summary>
                public override string RestPath => "v1/{+parent}/versions";
            }
        }
    }
}
