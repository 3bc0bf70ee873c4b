using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    /// <summary>A request for predictions, which the API doesn't understand.</summary>
    /// <remarks>It is generated from a description of the API that wraps the body in a property, httpBody.
    /// The API wants the body on its own, and its answer doesn't fit <see cref="GoogleApiHttpBody"/>. Derive
    /// your own request from <see cref="CloudMachineLearningEngineBaseServiceRequest{TResponse}"/>.</remarks>
    public class PredictRequest : CloudMachineLearningEngineBaseServiceRequest<GoogleApiHttpBody>
    {
        /// <summary>Prepares the request.</summary>
        /// <param name="service">The client that sends the request.</param>
        /// <param name="body">The wrapped body.</param>
        /// <param name="name">The model, or one of its versions.</param>
        public PredictRequest(IClientService service, GoogleCloudMlV1PredictRequest body, string name)
            : base(service)
        {
            Name = name;
            Body = body;
            InitParameters();
        }

        /// <summary>The model, or one of its versions.</summary>
        [RequestParameter("name", RequestParameterType.Path)]
        public virtual string Name { get; }

        /// <summary>The method's name in the API.</summary>
        public override string MethodName => "predict";

        /// <summary>The HTTP method.</summary>
        public override string HttpMethod => "POST";

        /// <summary>The path, below <see cref="BaseClientService.BaseUri"/>.</summary>
        public override string RestPath => "v1/{+name}:predict";

        private GoogleCloudMlV1PredictRequest Body { get; }

        /// <summary>Gives the body to send.</summary>
        /// <returns>The wrapped body.</returns>
        protected override object GetBody() => Body;

        /// <summary>Describes the request's parameters.</summary>
        protected override void InitParameters()
        {
            base.InitParameters();
            RequestParameters.AddPath("name", "^projects/.*$");
        }
    }
}
