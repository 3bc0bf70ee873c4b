using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Vertex AI: models with their versions.</summary>
/// <remarks>https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.models</remarks>
internal sealed class VertexAi : IGoogleService
{
    private readonly ConcurrentDictionary<string, JsonNode> _models = new();

    /// <summary>The versions of models, by their full names with their number: <c>…/models/M@1</c>.</summary>
    public IReadOnlyDictionary<string, JsonNode> Models => _models;

    /// <summary>The endpoints.</summary>
    public VertexAiEndpoints Endpoints { get; } = new();

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
            _ => Endpoints.Answer(call, path),
        };
    }

    /// <summary>Puts version 1 of a model there.</summary>
    public void PutModel(string name, JsonNode model) => Keep(name, model, number: 1);

    private ApiAnswer AnswerModel(ApiCall call, string path) =>
        call.Method switch
        {
            "POST" => Upload(call.Json, path.Split(':')[0]),
            "GET" when path.EndsWith("/models", StringComparison.Ordinal) => List(),
            "GET" when path.EndsWith(":listVersions", StringComparison.Ordinal) => ListVersions(
                path.Split(':')[0]
            ),
            "GET" when Find(path) is { } model => ApiAnswer.Ok(model),
            "DELETE" when VersionsOf(path) is { Count: > 0 } versions => Delete(versions, path),
            _ => ApiAnswer.NotFound(path),
        };

    /// <summary>The models as they are listed: one version of each.</summary>
    private ApiAnswer List() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["models"] = new JsonArray([
                    .. _models
                        .Where(model => model.Key.EndsWith("@1", StringComparison.Ordinal))
                        .Select(model => model.Value.DeepClone()),
                ]),
            }
        );

    private ApiAnswer ListVersions(string name)
    {
        var versions = _models.Where(model => model.Key.StartsWith($"{name}@", StringComparison.Ordinal));
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["models"] = new JsonArray([.. versions.Select(model => model.Value.DeepClone())]),
            }
        );
    }

    private ApiAnswer Upload(JsonNode request, string parent)
    {
        var name = (string?)request["parentModel"] ?? $"{parent}/{request["modelId"]}";
        var number = VersionsOf(name).Count + 1;
        Keep(name, request["model"]!.DeepClone(), number);
        return ApiAnswer.Operation(
            $"{string.Join('/', name.Split('/')[..4])}/operations/1",
            new JsonObject { ["model"] = name, ["modelVersionId"] = $"{number}" }
        );
    }

    private void Keep(string name, JsonNode model, int number)
    {
        model["name"] = name;
        model["versionId"] = $"{number}";
        model["supportedDeploymentResourcesTypes"] = new JsonArray("DEDICATED_RESOURCES");
        _models[$"{name}@{number}"] = model;
    }

    private JsonNode? Find(string path)
    {
        var (name, version) = path.Split('@') is [var before, var after] ? (before, after) : (path, null);
        return VersionsOf(name)
            .Select(key => _models[key])
            .FirstOrDefault(model =>
                version is null
                || (string?)model["versionId"] == version
                || model["versionAliases"]!.AsArray().Any(alias => (string?)alias == version)
            );
    }

    private List<string> VersionsOf(string name) =>
        [.. _models.Keys.Where(key => key.StartsWith($"{name}@", StringComparison.Ordinal))];

    /// <summary>Deletes a model, unless it is deployed.</summary>
    /// <remarks>"A model cannot be deleted if any Endpoint resource has a DeployedModel based on the model
    /// in its deployedModels field."
    /// (https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.models/delete)</remarks>
    private ApiAnswer Delete(List<string> versions, string path)
    {
        if (Endpoints.HaveModel(path))
        {
            return ApiAnswer.Error(
                400,
                "FAILED_PRECONDITION",
                "A model cannot be deleted if any Endpoint resource has a DeployedModel based on the model "
                    + "in its deployedModels field."
            );
        }

        versions.ForEach(version => _models.TryRemove(version, out _));
        return ApiAnswer.Operation($"{string.Join('/', path.Split('/')[..4])}/operations/1");
    }
}
