using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>The patch semantics of Google's JSON APIs: what isn't named stays, null deletes, and objects are
/// merged (https://cloud.google.com/storage/docs/json_api#patch).</summary>
internal static class JsonMergePatch
{
    /// <summary>Gives a document with a patch applied.</summary>
    public static JsonNode Apply(JsonNode document, JsonNode patch)
    {
        var result = document.DeepClone().AsObject();
        foreach (var (name, value) in patch.AsObject())
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] =
                    value is JsonObject ? Apply(result[name] as JsonObject ?? [], value) : value.DeepClone();
            }
        }

        return result;
    }
}
