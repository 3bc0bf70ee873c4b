using System.Globalization;
using System.Text;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.AiPlatform;

/// <summary>Writes models and versions as AI Platform does: what is false or empty is left out.</summary>
/// <param name="names">The names of things.</param>
internal sealed class AiPlatformResources(ResourceNames names)
{
    private readonly string _model = $"projects/{names.Project}/models/{names.Model}";

    /// <summary>Writes a model.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    public void WriteModel(Utf8JsonWriter writer, ServedModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("name", _model);
        writer.WriteStartArray("regions");
        writer.WriteStringValue(names.Location);
        writer.WriteEndArray();
        if (model.Default is { } version)
        {
            writer.WritePropertyName("defaultVersion");
            WriteVersion(writer, model, version);
        }

        writer.WriteString("description", "Says whether a sentence is positive or negative.");
        writer.WriteString("etag", Etag(model.Generation));
        writer.WriteEndObject();
    }

    /// <summary>Writes a version.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    public void WriteVersion(Utf8JsonWriter writer, ServedModel model, ServedVersion version)
    {
        writer.WriteStartObject();
        writer.WriteString("name", $"{_model}/versions/{version.Name}");
        if (version.Number == model.DefaultNumber)
        {
            writer.WriteBoolean("isDefault", true);
        }

        writer.WriteString(
            "deploymentUri",
            $"gs://{names.Project}-models/{names.Model}/{version.NumberText}/"
        );
        writer.WriteString("createTime", version.CreatedAt.UtcDateTime);
        writer.WriteString("runtimeVersion", "2.11");
        writer.WriteString("state", version.State.ToString().ToUpperInvariant());
        if (version.ErrorMessage is { } error)
        {
            writer.WriteString("errorMessage", error);
        }

        writer.WriteString("framework", "TENSORFLOW");
        writer.WriteString("machineType", "n1-standard-2");
        writer.WriteString("pythonVersion", "3.7");
        writer.WriteString("etag", Etag(version.Number));
        writer.WriteEndObject();
    }

    /// <summary>Writes a list of versions; an empty one has no members.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="page">The versions to list.</param>
    public void WriteVersions(Utf8JsonWriter writer, ServedModel model, VersionPage page)
    {
        writer.WriteStartObject();
        if (page.Versions.Count > 0)
        {
            writer.WriteStartArray("versions");
            foreach (var version in page.Versions)
            {
                WriteVersion(writer, model, version);
            }

            writer.WriteEndArray();
        }

        if (page.NextToken is { } next)
        {
            writer.WriteString("nextPageToken", next);
        }

        writer.WriteEndObject();
    }

    private static string Etag(int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(number.ToString("D9", CultureInfo.InvariantCulture)));
}
