using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Repositories of images.</summary>
internal sealed class ArtifactRegistry : IGoogleService
{
    private readonly ConcurrentDictionary<string, JsonNode> _repositories = new();

    /// <summary>The repositories, by their full names.</summary>
    public IReadOnlyDictionary<string, JsonNode> All => _repositories;

    /// <summary>Puts a repository there.</summary>
    public void Put(string name, JsonNode repository)
    {
        repository["name"] = name;
        _repositories[name] = repository;
    }

    public ApiAnswer? Answer(ApiCall call)
    {
        if (call.Host != "artifactregistry.googleapis.com")
        {
            return null;
        }

        var name = call.Path[4..];
        return call.Method switch
        {
            "POST" => Create($"{name}/{call.Query["repositoryId"]}", call.Json),
            "DELETE" when _repositories.TryRemove(name, out _) => Operation(name, new JsonObject()),
            "GET" when name.Contains("/operations/", StringComparison.Ordinal) => Operation(
                name,
                new JsonObject()
            ),
            "GET" when name.EndsWith("/repositories", StringComparison.Ordinal) => List(name),
            "GET" when _repositories.TryGetValue(name, out var repository) => ApiAnswer.Ok(repository),
            _ => ApiAnswer.NotFound(name),
        };
    }

    private ApiAnswer List(string parent) =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["repositories"] = new JsonArray([
                    .. _repositories
                        .Where(item => item.Key.StartsWith($"{parent}/", StringComparison.Ordinal))
                        .Select(item => item.Value.DeepClone()),
                ]),
            }
        );

    private ApiAnswer Create(string name, JsonNode repository)
    {
        Put(name, repository);
        return Operation(name, repository.DeepClone());
    }

    private static ApiAnswer Operation(string name, JsonNode response) =>
        ApiAnswer.Operation($"{string.Join('/', name.Split('/')[..4])}/operations/1", response);
}
