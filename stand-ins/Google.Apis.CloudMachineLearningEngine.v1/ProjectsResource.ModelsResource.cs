using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

public partial class ProjectsResource
{
    /// <summary>The requests about models.</summary>
    /// <param name="service">The client that sends the requests.</param>
    public partial class ModelsResource(IClientService service)
    {
        /// <summary>The requests about versions of models.</summary>
        public virtual VersionsResource Versions { get; } = new(service);

        /// <summary>Prepares a request for a model and its default version.</summary>
        /// <param name="name">The model: <c>projects/p/models/m</c>.</param>
        /// <returns>The request.</returns>
        public virtual GetRequest Get(string name) => new(service, name);

        /// <summary>Prepares a request for the models of a project.</summary>
        /// <param name="parent">The project: <c>projects/p</c>.</param>
        /// <returns>The request.</returns>
        public virtual ListRequest List(string parent) => new(service, parent);
    }
}
