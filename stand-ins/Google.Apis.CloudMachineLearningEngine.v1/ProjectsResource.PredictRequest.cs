using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    /// <summary>A request for predictions, which the API doesn't understand.</summary>
    /// <remarks>It is generated from a description of the API that wraps the body in a property, httpBody.
    /// The API expects the body on its own, and its answer does not fit <see cref="GoogleApiHttpBody"/>.
    /// Derive your own request from
    /// <see cref="CloudMachineLearningEngineBaseServiceRequest{TResponse}"/>.</remarks>
    /// <param name="service">The client that sends the request.</param>
    /// <param name="body">The wrapped body.</param>
    /// <param name="name">The model, or one of its versions.</param>
    public class PredictRequest(IClientService service, GoogleCloudMlV1PredictRequest body, string name)
        : ResourceRequest<GoogleApiHttpBody>(service, name, ResourcePatterns.ModelOrVersion)
    {
        /// <inheritdoc/>
        public override string MethodName => "predict";

        /// <inheritdoc/>
        public override string HttpMethod => "POST";

        /// <inheritdoc/>
        public override string RestPath => "v1/{+name}:predict";

        /// <summary>Gives the body to send.</summary>
        /// <returns>The wrapped body.</returns>
        protected override object GetBody() => body;
    }
}
