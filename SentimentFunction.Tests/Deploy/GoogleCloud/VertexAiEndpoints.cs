using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Vertex AI's endpoints, and what is deployed to them.</summary>
/// <remarks>https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.endpoints, whose
/// sentences the refusals repeat; what Vertex AI itself says is only known where another source is
/// named.</remarks>
internal sealed class VertexAiEndpoints
{
    private readonly ConcurrentDictionary<string, JsonObject> _endpoints = new();
    private readonly ConcurrentDictionary<string, SlowOperation> _operations = new();
    private int _endpointIds = 999;
    private int _deployments;

    /// <summary>The endpoints, by their full names.</summary>
    public IReadOnlyDictionary<string, JsonObject> All => _endpoints;

    /// <summary>How many operations are still going on.</summary>
    public int Unfinished => _operations.Values.Count(operation => !operation.IsDone);

    /// <summary>How many further calls a deployment needs until it is done.</summary>
    public int CallsOfDeployment { get; set; }

    /// <summary>Puts an endpoint there.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="displayName">The name that it is shown with.</param>
    public JsonObject Put(string name, string displayName) =>
        _endpoints[name] = new() { ["name"] = name, ["displayName"] = displayName };

    /// <summary>Deploys a version of a model.</summary>
    /// <param name="name">The endpoint's full name.</param>
    /// <param name="displayName">What the deployment is shown with.</param>
    /// <param name="model">The version: <c>projects/P/locations/L/models/M@1</c>.</param>
    /// <param name="traffic">Its part of the traffic.</param>
    public void PutDeployed(string name, string displayName, string model, int traffic)
    {
        var id = AddDeployed(name, new() { ["displayName"] = displayName, ["model"] = model });
        Split(name)[id] = traffic;
    }

    /// <summary>What is deployed to an endpoint: names, versions, and parts of the traffic.</summary>
    public IEnumerable<string> DeployedTo(string name) =>
        Deployed(name)
            .Select(model =>
                $"{model!["displayName"]}@{model["modelVersionId"]}={Traffic(name, (string)model["id"]!)}"
            );

    /// <summary>Whether a version of a model is deployed anywhere.</summary>
    public bool HaveModel(string model) =>
        _endpoints.Keys.SelectMany(Deployed).Any(deployed => (string?)deployed!["model"] == model);

    /// <summary>Answers a call. Each brings every operation one step on.</summary>
    public ApiAnswer Answer(ApiCall call, string path)
    {
        foreach (var operation in _operations.Values)
        {
            operation.GoOn();
        }

        return (call.Method, path.Split(':')) switch
        {
            ("GET", _) when path.EndsWith("/endpoints", StringComparison.Ordinal) => List(),
            ("GET", _) when path.EndsWith("/operations", StringComparison.Ordinal) => ListOperations(path),
            ("GET", _) when _operations.TryGetValue(path, out var operation) => ApiAnswer.Ok(operation.Json),
            ("POST", [_]) => Create($"{path}/{Interlocked.Increment(ref _endpointIds)}", call.Json),
            (_, [var name, ..]) when !_endpoints.ContainsKey(name) => ApiAnswer.NotFound(path),
            ("GET", _) => ApiAnswer.Ok(_endpoints[path]),
            ("POST", [var name, "deployModel"]) => Deploy(name, call.Json),
            ("POST", [var name, "undeployModel"]) => Undeploy(name, call.Json),
            ("PATCH", _) => Update(path, call),
            ("DELETE", _) => Delete(path),
            _ => ApiAnswer.NotFound(path),
        };
    }

    private JsonArray Deployed(string name) =>
        (_endpoints[name]["deployedModels"] ??= new JsonArray()).AsArray();

    private JsonObject Split(string name) =>
        (_endpoints[name]["trafficSplit"] ??= new JsonObject()).AsObject();

    private int Traffic(string name, string id) => (int?)Split(name)[id] ?? 0;

    private string AddDeployed(string name, JsonObject deployed)
    {
        var id = (string?)deployed["id"] ?? $"{Interlocked.Increment(ref _deployments)}";
        var model = ((string)deployed["model"]!).Split('@');
        deployed["id"] = id;
        // The version is told apart from the model (modelVersionId, "Output only").
        deployed["model"] = model[0];
        deployed["modelVersionId"] = model[1];
        Deployed(name).Add(deployed);
        return id;
    }

    private ApiAnswer List() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["endpoints"] = new JsonArray([
                    .. _endpoints.OrderBy(item => item.Key).Select(item => item.Value.DeepClone()),
                ]),
            }
        );

    /// <remarks>projects.locations.endpoints.operations.list: GET v1/{+name}/operations, in the API's
    /// discovery document. One that is not done says nothing of it.</remarks>
    private ApiAnswer ListOperations(string parent) =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["operations"] = new JsonArray([
                    .. _operations
                        .Where(item => item.Key.StartsWith($"{parent}/", StringComparison.Ordinal))
                        .Select(item => item.Value.Json),
                ]),
            }
        );

    private ApiAnswer Create(string name, JsonNode endpoint)
    {
        _endpoints[name] = endpoint.AsObject();
        endpoint["name"] = name;
        return Begin(name, calls: 0, () => endpoint.DeepClone());
    }

    /// <remarks>"The traffic percentage values must add up to 100", and "0" stands for the new
    /// one.</remarks>
    private ApiAnswer Deploy(string name, JsonNode request)
    {
        var deployed = request["deployedModel"]!.DeepClone().AsObject();
        var split = request["trafficSplit"]?.DeepClone().AsObject();
        if (Refuse(name, split, newId: "0") is { } refusal)
        {
            return refusal;
        }

        return Begin(name, CallsOfDeployment, () =>
        {
            var id = AddDeployed(name, deployed);
            if (split?["0"] is { } share)
            {
                split.Remove("0");
                split[id] = share;
                _endpoints[name]["trafficSplit"] = split;
            }

            return new JsonObject { ["deployedModel"] = deployed.DeepClone() };
        });
    }

    /// <remarks>"A DeployedModel will be successfully undeployed only if it doesn't have any traffic
    /// assigned to it when this method executes, or if this field unassigns any traffic to it", and "If last
    /// DeployedModel is being undeployed from the Endpoint, the [Endpoint.traffic_split] will always end up
    /// empty when this call returns"
    /// (https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.endpoints/undeployModel)
    /// </remarks>
    private ApiAnswer Undeploy(string name, JsonNode request)
    {
        var id = (string)request["deployedModelId"]!;
        var deployed = Deployed(name).FirstOrDefault(model => (string?)model!["id"] == id);
        if (deployed is null)
        {
            return Unknown(id);
        }

        if (Traffic(name, id) > 0 && Deployed(name).Count > 1)
        {
            return ApiAnswer.Error(
                400,
                "FAILED_PRECONDITION",
                "A DeployedModel will be successfully undeployed only if it doesn't have any traffic "
                    + "assigned to it."
            );
        }

        Deployed(name).Remove(deployed);
        Split(name).Remove(id);
        return Begin(name, calls: 0, () => new JsonObject());
    }

    /// <remarks>An empty split is one without traffic: "map must be empty if the Endpoint is to not accept
    /// any traffic at a moment".</remarks>
    private ApiAnswer Update(string name, ApiCall call)
    {
        var endpoint = _endpoints[name];
        foreach (var field in call.Query["updateMask"].ToString().Split(','))
        {
            // In gcloud's masks the fields are named as in "traffic_split".
            var key = field == "traffic_split" ? "trafficSplit" : field;
            var value = call.Json[key]?.DeepClone();
            if (key == "trafficSplit" && Refuse(name, value?.AsObject(), newId: null) is { } refusal)
            {
                return refusal;
            }

            endpoint[key] = value;
        }

        return ApiAnswer.Ok(endpoint);
    }

    /// <remarks>"Endpoint has deployed or being-deployed DeployedModel(s)", HTTP 400, as several projects'
    /// notes on deleting endpoints quote it.</remarks>
    private ApiAnswer Delete(string name)
    {
        if (Deployed(name).Count > 0 || OperationsOf(name).Any(operation => !operation.IsDone))
        {
            return ApiAnswer.Error(
                400,
                "FAILED_PRECONDITION",
                "Endpoint has deployed or being-deployed DeployedModel(s)"
            );
        }

        _endpoints.TryRemove(name, out _);
        return Begin(name, calls: 0, () => new JsonObject());
    }

    private ApiAnswer? Refuse(string name, JsonObject? split, string? newId)
    {
        if (split is null || split.Count == 0)
        {
            return null;
        }

        var ids = Deployed(name).Select(model => (string?)model!["id"]).Append(newId);
        return split.Select(item => item.Key).Except(ids).ToList() is { Count: > 0 } unknown
                ? Unknown(string.Join(", ", unknown))
            : split.Sum(item => (int)item.Value!) != 100
                ? ApiAnswer.Error(
                    400,
                    "INVALID_ARGUMENT",
                    "The traffic percentage values must add up to 100."
                )
            : null;
    }

    /// <remarks>The sentence is quoted in pull request 8475 of
    /// GoogleCloudPlatform/java-docs-samples.</remarks>
    private static ApiAnswer Unknown(string ids) =>
        ApiAnswer.Error(400, "INVALID_ARGUMENT", $"The following DeployedModel ID(s) [{ids}] do not exist.");

    private IEnumerable<SlowOperation> OperationsOf(string name) =>
        _operations
            .Where(item => item.Key.StartsWith($"{name}/", StringComparison.Ordinal))
            .Select(item => item.Value);

    private ApiAnswer Begin(string name, int calls, Func<JsonNode> effect)
    {
        var operation = new SlowOperation($"{name}/operations/{_operations.Count + 1}", calls, effect);
        _operations[operation.Name] = operation;
        return ApiAnswer.Ok(operation.Json);
    }
}
