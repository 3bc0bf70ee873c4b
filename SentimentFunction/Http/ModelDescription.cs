using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>What <c>GET /model</c> answers.</summary>
/// <param name="Version">The version that answers now, or the one that was asked about.</param>
/// <param name="Profile">What all versions have in common.</param>
/// <param name="Versions">The names of all versions; null where they can't be listed.</param>
internal readonly record struct ModelDescription(
    ModelVersion Version,
    ModelProfile Profile,
    IReadOnlyList<string>? Versions
)
{
    /// <summary>Writes a description as JSON.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="description">The description.</param>
    public static void Write(Utf8JsonWriter writer, ModelDescription description)
    {
        writer.WriteStartObject();
        JsonResponse.WriteModelMembers(writer, description.Version);
        Write(writer, "labels", description.Profile.Labels);
        if (description.Versions is { } versions)
        {
            Write(writer, "versions", versions);
        }

        writer.WriteBoolean("versionSelectable", description.Profile.IsVersionSelectable);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
