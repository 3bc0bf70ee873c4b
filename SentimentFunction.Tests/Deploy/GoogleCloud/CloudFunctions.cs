using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Functions of the 2nd generation, each a service on Cloud Run:
/// https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions.</summary>
/// <param name="run">Where they run.</param>
internal sealed class CloudFunctions(CloudRun run) : IGoogleService
{
    /// <summary>Where sources are uploaded to.</summary>
    public const string UploadPath = "/gcf-v2-uploads/source.zip";

    private readonly ConcurrentDictionary<string, JsonNode> _functions = new();
    private string? _error;
    private int _builds;

    /// <summary>The functions, by their full names.</summary>
    public IReadOnlyDictionary<string, JsonNode> All => _functions;

    /// <summary>The settings that a function has been deployed with.</summary>
    /// <param name="name">The function's, without its project and place.</param>
    public Dictionary<string, string?> SettingsOf(string name) =>
        _functions.Single(function => function.Key.EndsWith($"/{name}", StringComparison.Ordinal)).Value[
            "serviceConfig"
        ]!["environmentVariables"]!
            .AsObject()
            .ToDictionary(setting => setting.Key, setting => (string?)setting.Value);

    /// <summary>The archive that was uploaded last.</summary>
    public byte[] Archive { get; private set; } = [];

    public ApiAnswer? Answer(ApiCall call)
    {
        if (call.Path == UploadPath)
        {
            Archive = call.Body;
            return new(200, "");
        }

        return call.Host == "cloudfunctions.googleapis.com" ? Answer(call, call.Path.Split('/', 3)[2]) : null;
    }

    private ApiAnswer Answer(ApiCall call, string name) =>
        call.Method switch
        {
            "GET" when name.EndsWith("/runtimes", StringComparison.Ordinal) => new(
                200,
                """{"runtimes": [{"name": "dotnet10", "environment": "GEN_2"}]}"""
            ),
            "GET" when name.Contains("/operations/", StringComparison.Ordinal) => Operation(name),
            "GET" when _functions.TryGetValue(name, out var function) => ApiAnswer.Ok(function),
            "POST" when name.EndsWith(":generateUploadUrl", StringComparison.Ordinal) => new(
                200,
                $$"""
                {
                  "uploadUrl": "https://storage.googleapis.com{{UploadPath}}?X-Goog-Signature=signed",
                  "storageSource": {"bucket": "gcf-v2-uploads", "object": "source.zip"}
                }
                """
            ),
            "POST" => Keep($"{name}/{call.Query["functionId"]}", call.Json),
            "PATCH" when _functions.TryGetValue(name, out var function) => Keep(name, Update(function, call)),
            "DELETE" when _functions.TryRemove(name, out _) => Delete(name),
            _ => ApiAnswer.NotFound(name),
        };

    /// <summary>Changes what the mask names, and nothing else.</summary>
    private static JsonNode Update(JsonNode function, ApiCall call)
    {
        var updated = function.DeepClone();
        foreach (var field in call.Query["updateMask"].ToString().Split(','))
        {
            string[] path = [.. field.Split('.').Select(Camel)];
            var (from, to) = path[..^1]
                .Aggregate((From: (JsonNode?)call.Json, To: updated), (at, part) =>
                    (at.From?[part], at.To[part] ??= new JsonObject())
                );
            to[path[^1]] = from?[path[^1]]?.DeepClone();
        }

        return updated;
    }

    private static string Camel(string name) =>
        string.Concat(
            name.Split('_')
                .Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])
        );

    private ApiAnswer Keep(string name, JsonNode function)
    {
        var service = name.Split('/')[^1];
        var config = function["serviceConfig"]!;
        function["name"] = name;
        function["environment"] = "GEN_2";
        config["uri"] = CloudRun.AddressOf(service);
        config["service"] = name.Replace("/functions/", "/services/", StringComparison.Ordinal);
        config["allTrafficOnLatestRevision"] ??= true;
        config["serviceAccountEmail"] ??= $"{ResourceManager.Number}-compute@developer.gserviceaccount.com";
        var hasStarted = run.Deploy(service, Template(config), (bool)config["allTrafficOnLatestRevision"]!);
        function["state"] = hasStarted ? "ACTIVE" : "FAILED";
        _error = hasStarted
            ? null
            : $"Could not create or update Cloud Run service {service}, Container Healthcheck failed.";
        _functions[name] = function;
        return Operation(name);
    }

    /// <summary>What Cloud Run gets of a function.</summary>
    private JsonObject Template(JsonNode config) =>
        new()
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject
                {
                    ["autoscaling.knative.dev/minScale"] = config["minInstanceCount"]?.ToString(),
                    ["autoscaling.knative.dev/maxScale"] = config["maxInstanceCount"]?.ToString(),
                },
            },
            ["spec"] = new JsonObject
            {
                ["containerConcurrency"] = config["maxInstanceRequestConcurrency"]?.DeepClone(),
                ["timeoutSeconds"] = config["timeoutSeconds"]?.DeepClone(),
                ["serviceAccountName"] = config["serviceAccountEmail"]?.DeepClone(),
                ["containers"] = new JsonArray(
                    new JsonObject
                    {
                        ["image"] =
                            "us-central1-docker.pkg.dev/my-project/gcf-artifacts/sentiment:version_"
                            + $"{Interlocked.Increment(ref _builds)}",
                        ["resources"] = new JsonObject
                        {
                            ["limits"] = new JsonObject
                            {
                                ["cpu"] = config["availableCpu"]?.DeepClone(),
                                ["memory"] = config["availableMemory"]?.DeepClone(),
                            },
                        },
                        ["env"] = new JsonArray([
                            .. config["environmentVariables"]!
                                .AsObject()
                                .Where(variable => variable.Value is not null)
                                .Select(variable => new JsonObject
                                {
                                    ["name"] = variable.Key,
                                    ["value"] = (string?)variable.Value,
                                }),
                        ]),
                    }
                ),
            },
        };

    private ApiAnswer Delete(string name)
    {
        run.Remove(name.Split('/')[^1]);
        return Operation(name);
    }

    private ApiAnswer Operation(string name)
    {
        var operation = $"{string.Join('/', name.Split('/')[..4])}/operations/deployed";
        return _error is null
            ? ApiAnswer.Operation(operation)
            : ApiAnswer.Ok(
                new JsonObject
                {
                    ["name"] = operation,
                    ["metadata"] = new JsonObject(),
                    ["done"] = true,
                    ["error"] = new JsonObject { ["code"] = 3, ["message"] = _error },
                }
            );
    }
}
