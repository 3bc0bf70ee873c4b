using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    public partial class ModelsResource
    {
        /// <summary>The requests about versions of models.</summary>
        /// <param name="service">The client that sends the requests.</param>
        public partial class VersionsResource(IClientService service)
        {
            /// <summary>Prepares a request for a version.</summary>
            /// <param name="name">The version: <c>projects/p/models/m/versions/v</c>.</param>
            /// <returns>The request.</returns>
            public virtual GetRequest Get(string name) => new(service, name);

            /// <summary>Prepares a request for the versions of a model.</summary>
            /// <param name="parent">The model: <c>projects/p/models/m</c>.</param>
            /// <returns>The request.</returns>
            public virtual ListRequest List(string parent) => new(service, parent);
        }
    }
}
