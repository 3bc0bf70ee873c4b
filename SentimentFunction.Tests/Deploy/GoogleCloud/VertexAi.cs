using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Vertex AI: models with their versions, and endpoints.</summary>
internal sealed class VertexAi : IGoogleService
{
    private readonly ConcurrentDictionary<string, JsonNode> _models = new();
    private readonly ConcurrentDictionary<string, JsonNode> _endpoints = new();
    private int _deployments;

    /// <summary>The versions of models, by their full names with their number: <c>…/models/M@1</c>.</summary>
    public IReadOnlyDictionary<string, JsonNode> Models => _models;

    /// <summary>The endpoints, by their full names.</summary>
    public IReadOnlyDictionary<string, JsonNode> Endpoints => _endpoints;

    public ApiAnswer? Answer(ApiCall call)
    {
        if (!call.Host.EndsWith("aiplatform.googleapis.com", StringComparison.Ordinal))
        {
            return null;
        }

        var path = call.Path.Split('/', 3)[2];
        return path.Split('/')[4] switch
        {
            "operations" => ApiAnswer.Operation(path),
            "models" or "models:upload" => AnswerModel(call, path),
            _ => AnswerEndpoint(call, path),
        };
    }

    private ApiAnswer AnswerModel(ApiCall call, string path) =>
        call.Method switch
        {
            "POST" => Upload(call.Json, path.Split(':')[0]),
            "GET" when Find(path) is { } model => ApiAnswer.Ok(model),
            "DELETE"
                when _models
                    .Keys.Where(name => name.StartsWith($"{path}@", StringComparison.Ordinal))
                    .ToList()
                    is { Count: > 0 } versions => Delete(versions, path),
            _ => ApiAnswer.NotFound(path),
        };

    private ApiAnswer Upload(JsonNode request, string parent)
    {
        var name = (string?)request["parentModel"] ?? $"{parent}/{request["modelId"]}";
        var number = _models.Keys.Count(other => other.StartsWith($"{name}@", StringComparison.Ordinal)) + 1;
        var model = request["model"]!.DeepClone();
        model["name"] = name;
        model["versionId"] = $"{number}";
        model["supportedDeploymentResourcesTypes"] = new JsonArray("DEDICATED_RESOURCES");
        _models[$"{name}@{number}"] = model;
        return Operation(name, new JsonObject { ["model"] = name, ["modelVersionId"] = $"{number}" });
    }

    private JsonNode? Find(string path)
    {
        var (name, version) = path.Split('@') is [var before, var after] ? (before, after) : (path, null);
        return _models
            .Where(model => model.Key.StartsWith($"{name}@", StringComparison.Ordinal))
            .Select(model => model.Value)
            .FirstOrDefault(model =>
                version is null
                || (string?)model["versionId"] == version
                || model["versionAliases"]!.AsArray().Any(alias => (string?)alias == version)
            );
    }

    private ApiAnswer Delete(List<string> versions, string path)
    {
        versions.ForEach(version => _models.TryRemove(version, out _));
        return Operation(path);
    }

    private ApiAnswer AnswerEndpoint(ApiCall call, string path) =>
        (call.Method, path.Split(':')) switch
        {
            ("GET", _) when path.EndsWith("/endpoints", StringComparison.Ordinal) => List(),
            ("GET", _) when _endpoints.TryGetValue(path, out var endpoint) => ApiAnswer.Ok(endpoint),
            ("POST", [var name, "deployModel"]) => Deploy(_endpoints[name], call.Json),
            ("POST", [var name, "undeployModel"]) => Undeploy(
                _endpoints[name],
                (string)call.Json["deployedModelId"]!
            ),
            ("POST", _) => Create($"{path}/{1000 + _endpoints.Count}", call.Json),
            ("DELETE", _) when _endpoints.TryRemove(path, out _) => Operation(path),
            _ => ApiAnswer.NotFound(path),
        };

    private ApiAnswer List() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["endpoints"] = new JsonArray([
                    .. _endpoints.Values.Select(endpoint => endpoint.DeepClone()),
                ]),
            }
        );

    private ApiAnswer Create(string name, JsonNode endpoint)
    {
        endpoint["name"] = name;
        endpoint["deployedModels"] = new JsonArray();
        _endpoints[name] = endpoint;
        return Operation(name, endpoint.DeepClone());
    }

    private ApiAnswer Deploy(JsonNode endpoint, JsonNode request)
    {
        var deployed = request["deployedModel"]!.DeepClone();
        deployed["id"] = $"{++_deployments}";
        endpoint["deployedModels"]!.AsArray().Add(deployed);
        return Operation(
            (string)endpoint["name"]!,
            new JsonObject { ["deployedModel"] = deployed.DeepClone() }
        );
    }

    private static ApiAnswer Undeploy(JsonNode endpoint, string id)
    {
        var deployed = endpoint["deployedModels"]!.AsArray();
        deployed.Remove(deployed.Single(model => (string?)model!["id"] == id));
        return Operation((string)endpoint["name"]!);
    }

    private static ApiAnswer Operation(string name, JsonNode? response = null) =>
        ApiAnswer.Operation($"{string.Join('/', name.Split('/')[..4])}/operations/1", response);
}
