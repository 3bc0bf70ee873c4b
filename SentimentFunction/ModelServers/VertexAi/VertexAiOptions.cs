using SentimentFunction.Configuration;
using SentimentFunction.ModelServers.Google;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>Which Vertex AI endpoint serves the model: part of section "Model".</summary>
/// <param name="settings">The section.</param>
internal sealed class VertexAiOptions(SettingsSection settings)
{
    private const string UsualLocation = "us-central1";

    private readonly string? _location = settings.Text(FlawOfLocation, nameof(Location));

    /// <summary>The Vertex AI endpoint: its id or its full resource name; null, the default, for
    /// none.</summary>
    public string? Endpoint { get; init; } = settings.Text(FlawOfEndpoint);

    /// <summary>The region of a Vertex AI endpoint. The default is that of the endpoint's full name, else
    /// us-central1.</summary>
    public string Location
    {
        get => _location ?? LocationOfEndpoint ?? UsualLocation;
        init => _location = value;
    }

    private string? LocationOfEndpoint =>
        Endpoint is null ? null : ResourceNames.LocationOfEndpoint(Endpoint);

    /// <summary>Checks that the endpoint is where it is said to be.</summary>
    /// <param name="settings">The section.</param>
    public void CheckLocation(SettingsSection settings)
    {
        if (LocationOfEndpoint is { } location && location != Location)
        {
            settings.Refuse(
                nameof(Location),
                $"'{Location}' is not where the endpoint is by its name, '{location}': leave Model__Location "
                    + "out."
            );
        }
    }

    private static string? FlawOfLocation(string location) =>
        ResourceNames.IsLocation(location)
            ? null
            : $"'{location}' is not a location such as us-central1: lower-case letters, digits and hyphens.";

    private static string? FlawOfEndpoint(string endpoint) =>
        ResourceNames.IsEndpointId(endpoint) || ResourceNames.LocationOfEndpoint(endpoint) is not null
            ? null
            : $"'{endpoint}' is not an endpoint's id, which has letters, digits and hyphens, or its full "
                + "name, projects/PROJECT/locations/LOCATION/endpoints/ID.";
}
