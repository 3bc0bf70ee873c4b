using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Services;

namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>The requests about projects.</summary>
/// <param name="service">The client that sends the requests.</param>
public partial class ProjectsResource(IClientService service)
{
    /// <summary>The requests about models.</summary>
    public virtual ModelsResource Models { get; } = new(service);

    /// <summary>Prepares a request for predictions.</summary>
    /// <param name="body">The instances to predict, as <see cref="PredictRequest"/> wraps them.</param>
    /// <param name="name">The model, or one of its versions:
    /// <c>projects/p/models/m</c> or <c>projects/p/models/m/versions/v</c>.</param>
    /// <returns>The request.</returns>
    public virtual PredictRequest Predict(GoogleCloudMlV1PredictRequest body, string name) =>
        new(service, body, name);
}
