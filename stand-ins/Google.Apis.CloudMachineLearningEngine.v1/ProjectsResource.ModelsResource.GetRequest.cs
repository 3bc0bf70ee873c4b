using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        /// <summary>A request for a model and its default version.</summary>
        public class GetRequest : CloudMachineLearningEngineBaseServiceRequest<GoogleCloudMlV1Model>
        {
            /// <summary>Prepares the request.</summary>
            /// <param name="service">The client that sends the request.</param>
            /// <param name="name">The model's resource name.</param>
            public GetRequest(IClientService service, string name)
                : base(service)
            {
                Name = name;
                InitParameters();
            }

            /// <summary>The model's resource name.</summary>
            [RequestParameter("name", RequestParameterType.Path)]
            public virtual string Name { get; }

            /// <summary>The method's name in the API.</summary>
            public override string MethodName => "get";

            /// <summary>The HTTP method.</summary>
            public override string HttpMethod => "GET";

            /// <summary>The path, below <see cref="BaseClientService.BaseUri"/>.</summary>
            public override string RestPath => "v1/{+name}";

            /// <summary>Describes the request's parameters.</summary>
            protected override void InitParameters()
            {
                base.InitParameters();
                RequestParameters.AddPath("name", "^projects/[^/]+/models/[^/]+$");
            }
        }
    }
}
