namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>Where the model is served: the names in the paths and the answers of the servers.</summary>
/// <param name="Project">The project's ID.</param>
/// <param name="ProjectNumber">The project's number, which Vertex AI's answers have in names.</param>
/// <param name="Location">The region.</param>
/// <param name="Model">The model's name, which is also its ID at Vertex AI.</param>
/// <param name="Endpoint">The ID of the Vertex AI endpoint.</param>
internal sealed record ResourceNames(
    string Project,
    string ProjectNumber,
    string Location,
    string Model,
    string Endpoint
);
