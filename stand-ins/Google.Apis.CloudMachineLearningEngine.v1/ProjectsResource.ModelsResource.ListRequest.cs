using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        /// <summary>A request for the models of a project, one page at a time.</summary>
        public class ListRequest
            : CloudMachineLearningEngineBaseServiceRequest<GoogleCloudMlV1ListModelsResponse>
        {
            /// <summary>Prepares the request.</summary>
            /// <param name="service">The client that sends the request.</param>
            /// <param name="parent">The project's resource name.</param>
            public ListRequest(IClientService service, string parent)
                : base(service)
            {
                Parent = parent;
                InitParameters();
            }

            /// <summary>The project's resource name.</summary>
            [RequestParameter("parent", RequestParameterType.Path)]
            public virtual string Parent { get; }

            /// <summary>Which models to list; all without one.</summary>
            [RequestParameter("filter", RequestParameterType.Query)]
            public virtual string Filter { get; set; }

            /// <summary>How many models make a page: 1 to 100. The API's default is 20.</summary>
            [RequestParameter("pageSize", RequestParameterType.Query)]
            public virtual int? PageSize { get; set; }

            /// <summary>The previous page's NextPageToken; none for the first page.</summary>
            [RequestParameter("pageToken", RequestParameterType.Query)]
            public virtual string PageToken { get; set; }

            /// <summary>The method's name in the API.</summary>
            public override string MethodName => "list";

            /// <summary>The HTTP method.</summary>
            public override string HttpMethod => "GET";

            /// <summary>The path, below <see cref="BaseClientService.BaseUri"/>.</summary>
            public override string RestPath => "v1/{+parent}/models";

            /// <summary>Describes the request's parameters.</summary>
            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters
                    .AddPath("parent", "^projects/[^/]+$")
                    .AddQuery("filter")
                    .AddQuery("pageSize")
                    .AddQuery("pageToken");
            }
        }
    }
}
