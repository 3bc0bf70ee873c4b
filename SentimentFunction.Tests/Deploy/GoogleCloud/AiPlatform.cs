using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>AI Platform Prediction, by the <c>ml</c> API.</summary>
internal sealed class AiPlatform : IGoogleService
{
    private readonly ConcurrentDictionary<string, JsonNode> _resources = new();

    /// <summary>Models and their versions, by their full names.</summary>
    public IReadOnlyDictionary<string, JsonNode> Resources => _resources;

    public ApiAnswer? Answer(ApiCall call)
    {
        if (call.Host != "ml.googleapis.com")
        {
            return null;
        }

        var path = call.Path.Split('/', 3)[2];
        return call.Method switch
        {
            "GET" when path.Contains("/operations/", StringComparison.Ordinal) => ApiAnswer.Operation(path),
            "GET" when path.EndsWith("/versions", StringComparison.Ordinal) => List(path),
            "GET" when _resources.TryGetValue(path, out var resource) => ApiAnswer.Ok(resource),
            "POST" when path.EndsWith(":setDefault", StringComparison.Ordinal) => SetDefault(
                path.Split(':')[0]
            ),
            "POST" => Create(path, call.Json),
            "DELETE" when _resources.TryRemove(path, out _) => Operation(path),
            _ => ApiAnswer.NotFound(path),
        };
    }

    private ApiAnswer List(string path) =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["versions"] = new JsonArray([
                    .. _resources
                        .Where(resource => resource.Key.StartsWith($"{path}/", StringComparison.Ordinal))
                        .Select(resource => resource.Value.DeepClone()),
                ]),
            }
        );

    private ApiAnswer SetDefault(string name)
    {
        _resources[name]["isDefault"] = true;
        return ApiAnswer.Ok(_resources[name]);
    }

    private ApiAnswer Create(string parent, JsonNode resource)
    {
        var name = $"{parent}/{resource["name"]}";
        resource["name"] = name;
        _resources[name] = resource;
        return parent.EndsWith("/versions", StringComparison.Ordinal)
            ? Operation(name)
            : ApiAnswer.Ok(resource);
    }

    private static ApiAnswer Operation(string name) =>
        ApiAnswer.Operation($"{string.Join('/', name.Split('/')[..2])}/operations/1");
}
