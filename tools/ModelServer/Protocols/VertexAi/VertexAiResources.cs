using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.VertexAi;

/// <summary>
/// Writes models and endpoints as Vertex AI does. Names have the project's number, not its ID.
/// </summary>
/// <param name="names">The names of things.</param>
internal sealed class VertexAiResources(ResourceNames names)
{
    private const string DisplayName = "Sentiment of a sentence";

    private readonly string _parent = $"projects/{names.ProjectNumber}/locations/{names.Location}";

    /// <summary>The full name of the model.</summary>
    public string Model => $"{_parent}/models/{names.Model}";

    /// <summary>The full name of the endpoint.</summary>
    public string Endpoint => $"{_parent}/endpoints/{names.Endpoint}";

    /// <summary>Writes who made the predictions.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="version">The version that made them.</param>
    public void WriteServedBy(Utf8JsonWriter writer, ServedVersion version)
    {
        writer.WriteString("deployedModelId", version.DeployedModelId);
        writer.WriteString("model", Model);
        writer.WriteString("modelDisplayName", DisplayName);
        writer.WriteString("modelVersionId", version.NumberText);
    }

    /// <summary>Writes a version of the model.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    public void WriteModel(Utf8JsonWriter writer, ServedModel model, ServedVersion version)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Model);
        writer.WriteString("displayName", DisplayName);
        WriteContainer(writer);
        writer.WriteStartArray("supportedDeploymentResourcesTypes");
        writer.WriteStringValue("DEDICATED_RESOURCES");
        writer.WriteEndArray();
        writer.WriteString("artifactUri", $"gs://{names.Project}-models/{names.Model}/{version.NumberText}");
        writer.WriteString("createTime", model.Versions.Values.First().CreatedAt.UtcDateTime);
        writer.WriteString("versionId", version.NumberText);
        WriteAliases(writer, model, version);
        writer.WriteString("versionCreateTime", version.CreatedAt.UtcDateTime);
        writer.WriteString("versionUpdateTime", version.CreatedAt.UtcDateTime);
        writer.WriteEndObject();
    }

    /// <summary>Writes the endpoint.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    public void WriteEndpoint(Utf8JsonWriter writer, ServedModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Endpoint);
        writer.WriteString("displayName", names.Endpoint);
        if (!model.Versions.IsEmpty)
        {
            WriteDeployedModels(writer, model);
            WriteTraffic(writer, model);
        }

        writer.WriteString("etag", $"AMEw9y{model.Generation}");
        writer.WriteEndObject();
    }

    private void WriteDeployedModels(Utf8JsonWriter writer, ServedModel model)
    {
        writer.WriteStartArray("deployedModels");
        foreach (var version in model.Versions.Values.Where(version => version.CanPredict))
        {
            writer.WriteStartObject();
            writer.WriteString("id", version.DeployedModelId);
            writer.WriteString("model", Model);
            writer.WriteString("displayName", DisplayName);
            writer.WriteString("createTime", version.CreatedAt.UtcDateTime);
            writer.WriteString("modelVersionId", version.NumberText);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTraffic(Utf8JsonWriter writer, ServedModel model)
    {
        writer.WriteStartObject("trafficSplit");
        foreach (var share in model.EffectiveTraffic)
        {
            writer.WriteNumber(model.Find(share.Version)!.DeployedModelId, share.Percent);
        }

        writer.WriteEndObject();
    }

    private static void WriteContainer(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("containerSpec");
        writer.WriteString("imageUri", "docker.io/tensorflow/serving:2.19.0");
        writer.WriteString("predictRoute", "/v1/models/sentiment:predict");
        writer.WriteString("healthRoute", "/v1/models/sentiment");
        writer.WriteEndObject();
    }

    private static void WriteAliases(Utf8JsonWriter writer, ServedModel model, ServedVersion version)
    {
        writer.WriteStartArray("versionAliases");
        if (version.Number == model.DefaultNumber)
        {
            writer.WriteStringValue("default");
        }

        foreach (var (label, _) in model.Labels.Where(label => label.Value == version.Number))
        {
            writer.WriteStringValue(label);
        }

        writer.WriteEndArray();
    }
}
