using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Prediction;

namespace SentimentFunction.Configuration;

/// <summary>Checks the names that become parts of the model server's address: none may lead to another
/// one.</summary>
internal static class ModelPlace
{
    /// <summary>Checks them.</summary>
    /// <param name="reader">Gets what is wrong with them.</param>
    /// <param name="model">The settings as they were read.</param>
    public static void Check(SettingsReader reader, ModelOptions model)
    {
        CheckProject(reader, model);
        CheckEndpoint(reader, model);
        if (!ResourceNames.IsLocation(model.Location))
        {
            reader.Refuse(
                "Model:Location",
                $"'{model.Location}' is not a location such as us-central1: "
                    + "lower-case letters, digits and hyphens."
            );
        }

        if (
            model.Label is { } label
            && (label is "." or ".." || label.Any(c => c is '/' or ':' || char.IsControl(c)))
        )
        {
            reader.Refuse(
                "Model:Label",
                $"'{label}' is not a label of TensorFlow Serving: "
                    + "it has no slashes, colons and control characters, and is not dots alone."
            );
        }
    }

    private static void CheckProject(SettingsReader reader, ModelOptions model)
    {
        // What the environment says of itself matters only where it is used.
        var key =
            reader.Text("Model:Project") is not null ? "Model:Project"
            : model.Server is AiPlatformModelServer.Server or VertexAiEndpoint.Server ? "GOOGLE_CLOUD_PROJECT"
            : null;
        if (key is not null && model.Project is { } project && !ResourceNames.IsProject(project))
        {
            reader.Refuse(
                key,
                $"'{project}' is not the id of a Google Cloud project such as my-project: "
                    + "lower-case letters, digits and hyphens, after example.com: where it is in a domain."
            );
        }
    }

    private static void CheckEndpoint(SettingsReader reader, ModelOptions model)
    {
        if (model.Endpoint is not { } endpoint || ResourceNames.IsEndpointId(endpoint))
        {
            return;
        }

        if (ResourceNames.LocationOfEndpoint(endpoint) is not { } location)
        {
            reader.Refuse(
                "Model:Endpoint",
                $"'{endpoint}' is not an endpoint's id, which has letters, digits and "
                    + "hyphens, or its full name, projects/PROJECT/locations/LOCATION/endpoints/ID."
            );
        }
        else if (location != model.Location)
        {
            reader.Refuse(
                "Model:Location",
                $"'{model.Location}' is not where the endpoint is by its name, "
                    + $"'{location}': leave Model__Location out."
            );
        }
    }
}
