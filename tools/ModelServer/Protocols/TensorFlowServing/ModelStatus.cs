using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Writes the status of versions as TensorFlow Serving does.</summary>
internal static class ModelStatus
{
    /// <summary>Writes the status of versions.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="versions">The versions, in the order to write.</param>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ServedVersion> versions)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("model_version_status");
        foreach (var version in versions)
        {
            writer.WriteStartObject();
            writer.WriteString("version", version.NumberText);
            writer.WriteString("state", State(version.State));
            writer.WriteStartObject("status");
            writer.WriteString("error_code", version.State == VersionState.Failed ? "UNKNOWN" : "OK");
            writer.WriteString("error_message", version.ErrorMessage ?? "");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string State(VersionState state) =>
        state switch
        {
            VersionState.Creating => "LOADING",
            VersionState.Deleting => "UNLOADING",
            VersionState.Failed => "END",
            _ => "AVAILABLE",
        };
}
