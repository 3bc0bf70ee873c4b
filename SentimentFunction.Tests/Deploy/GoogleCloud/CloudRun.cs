using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Services on Cloud Run with their revisions, by its v1 API, which is Knative's:
/// https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services.</summary>
internal sealed class CloudRun : IGoogleService
{
    private const string Namespaces = "/apis/serving.knative.dev/v1/namespaces/";
    private const string ServiceLabel = "serving.knative.dev/service";

    private readonly ConcurrentDictionary<string, JsonNode> _services = new();
    private readonly ConcurrentDictionary<string, JsonNode> _revisions = new();

    /// <summary>The digest of every image that a service names by a tag.</summary>
    public string Digest { get; set; } = $"sha256:{new string('1', 64)}";

    /// <summary>The services, by their names.</summary>
    public IReadOnlyDictionary<string, JsonNode> All => _services;

    /// <summary>The revisions, by their names.</summary>
    public IReadOnlyDictionary<string, JsonNode> Revisions => _revisions;

    /// <summary>Who may call them.</summary>
    public IamPolicies Policies { get; } = new();

    /// <summary>Whether revisions that are made from now on fail to start.</summary>
    public bool IsFailing { get; set; }

    public ApiAnswer? Answer(ApiCall call)
    {
        if (!call.Host.EndsWith("run.googleapis.com", StringComparison.Ordinal))
        {
            return null;
        }

        if (Policies.Answer(call) is { } policy)
        {
            return policy;
        }

        // gcloud asks for the regions where a service can't be made for want of something (404), to tell one
        // that doesn't exist: https://cloud.google.com/run/docs/reference/rest/v1/projects.locations/list
        if (call.Path.EndsWith("/locations", StringComparison.Ordinal))
        {
            return ApiAnswer.Ok(new JsonObject { ["locations"] = new JsonArray(RegionIn(call.Path)) });
        }

        return call.Path.StartsWith(Namespaces, StringComparison.Ordinal)
            ? call.Path[Namespaces.Length..].Split('/') switch
            {
                [_, "services"] when call.Method == "GET" => List(_services.Values),
                [_, "revisions"] => List(
                    _revisions.Values.Where(revision =>
                        $"{ServiceLabel} = {revision["metadata"]!["labels"]![ServiceLabel]}"
                        == call.Query["labelSelector"]
                    )
                ),
                [_, "services"] => Keep((string)call.Json["metadata"]!["name"]!, call.Json),
                [_, "services", var name] => AnswerService(call, name),
                [_, "revisions", var name] when _revisions.TryGetValue(name, out var revision) =>
                    ApiAnswer.Ok(revision),
                _ => ApiAnswer.NotFound(call.Path),
            }
            : null;
    }

    /// <summary>The address of a service.</summary>
    public static string AddressOf(string name) => $"https://{name}-abcdefghij-uc.a.run.app";

    /// <summary>The revision that has a service's traffic.</summary>
    public JsonNode ServingRevisionOf(string name) =>
        _revisions[(string)_services[name]["status"]!["traffic"]![0]!["revisionName"]!];

    /// <summary>Makes a revision of a service, and the service if there is none.</summary>
    /// <param name="name">The service.</param>
    /// <param name="template">What the revision is made of.</param>
    /// <param name="takesTraffic">Whether the newest revision gets all of the traffic.</param>
    /// <returns>Whether the revision has started.</returns>
    public bool Deploy(string name, JsonNode template, bool takesTraffic)
    {
        var service = _services.TryGetValue(name, out var existing)
            ? existing
            : new JsonObject
            {
                ["apiVersion"] = "serving.knative.dev/v1",
                ["kind"] = "Service",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ResourceManager.Number },
                ["spec"] = new JsonObject(),
            };
        service["spec"]!["template"] = template;
        if (takesTraffic)
        {
            service["spec"]!["traffic"] = new JsonArray(Latest());
        }

        Keep(name, service);
        return !IsFailing;
    }

    /// <summary>Removes a service with its revisions.</summary>
    public bool Remove(string name)
    {
        foreach (var revision in _revisions.Keys.Where(revision => IsOf(name, revision)))
        {
            _revisions.TryRemove(revision, out _);
        }

        return _services.TryRemove(name, out _);
    }

    private static bool IsOf(string service, string revision) =>
        revision.StartsWith($"{service}-0", StringComparison.Ordinal);

    private static JsonObject RegionIn(string locations) =>
        new()
        {
            ["name"] = $"{locations["/v1/".Length..]}/us-central1",
            ["locationId"] = "us-central1",
            ["displayName"] = "Iowa",
        };

    private static JsonObject Latest() => new() { ["latestRevision"] = true, ["percent"] = 100 };

    private ApiAnswer AnswerService(ApiCall call, string name) =>
        call.Method switch
        {
            "GET" when _services.TryGetValue(name, out var service) => ApiAnswer.Ok(service),
            "PUT" => Keep(name, call.Json),
            "DELETE" when Remove(name) => new(200, """{"status": "Success"}"""),
            _ => ApiAnswer.NotFound(call.Path),
        };

    /// <summary>Puts a service there.</summary>
    public void Put(string name, JsonNode service) => Keep(name, service);

    private static ApiAnswer List(IEnumerable<JsonNode> resources) =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["metadata"] = new JsonObject(),
                ["items"] = new JsonArray([.. resources.Select(resource => resource.DeepClone())]),
            }
        );

    private ApiAnswer Keep(string name, JsonNode service)
    {
        var last = _revisions.Keys.Where(revision => IsOf(name, revision)).Order().LastOrDefault();
        var template = service["spec"]!["template"]!.DeepClone();
        var created = last;
        if (last is null || !JsonNode.DeepEquals(SpecOf(template), SpecOf(_revisions[last])))
        {
            created = $"{name}-{_revisions.Keys.Count(revision => IsOf(name, revision)) + 1:00000}-abc";
            _revisions[created] = Revision(name, created, template);
        }

        var before = _services.GetValueOrDefault(name)?["status"]?["latestReadyRevisionName"];
        var ready = IsFailing ? (string?)before : created;
        service["metadata"]!["generation"] = 1;
        service["spec"]!["traffic"] ??= new JsonArray(Latest());
        service["status"] = Status(name, created!, ready, service["spec"]!["traffic"]!.AsArray());
        _services[name] = service;
        return ApiAnswer.Ok(service);
    }

    /// <summary>What makes a revision another one.</summary>
    private static JsonObject SpecOf(JsonNode template)
    {
        var annotations = template["metadata"]?["annotations"]?.DeepClone().AsObject() ?? [];
        annotations.Remove("run.googleapis.com/client-version");
        return new JsonObject { ["spec"] = template["spec"]!.DeepClone(), ["annotations"] = annotations };
    }

    /// <summary>A revision knows its image's digest, whether it came by a tag or not (imageDigest in
    /// googlecloudsdk/generated_clients/apis/run/v1/run_v1_messages.py).</summary>
    private JsonObject Revision(string service, string name, JsonNode template) =>
        new()
        {
            ["apiVersion"] = "serving.knative.dev/v1",
            ["kind"] = "Revision",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["annotations"] = template["metadata"]?["annotations"]?.DeepClone(),
                ["labels"] = new JsonObject { [ServiceLabel] = service },
                ["creationTimestamp"] = DateTimeOffset.UnixEpoch.AddMinutes(_revisions.Count).ToString("O"),
            },
            ["spec"] = template["spec"]!.DeepClone(),
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(Condition("Ready", !IsFailing)),
                ["imageDigest"] = DigestOf((string?)template["spec"]!["containers"]![0]!["image"]),
            },
        };

    private string? DigestOf(string? image) =>
        image?.Contains('@', StringComparison.Ordinal) == false ? $"{image.Split(':')[0]}@{Digest}" : image;

    private JsonObject Status(string name, string created, string? ready, JsonArray traffic)
    {
        var serving = traffic.Select(target => new JsonObject
        {
            ["revisionName"] = (string?)target!["revisionName"] ?? ready,
            ["percent"] = (int)target["percent"]!,
            ["latestRevision"] = (bool?)target["latestRevision"] ?? false,
        });
        return new()
        {
            ["observedGeneration"] = 1,
            ["url"] = AddressOf(name),
            ["address"] = new JsonObject { ["url"] = AddressOf(name) },
            ["latestCreatedRevisionName"] = created,
            ["latestReadyRevisionName"] = ready,
            ["traffic"] = new JsonArray([.. serving]),
            ["conditions"] = new JsonArray(
                Condition("Ready", !IsFailing),
                Condition("ConfigurationsReady", !IsFailing),
                Condition("RoutesReady", isTrue: true)
            ),
        };
    }

    /// <summary>A container that does not start is told of as
    /// https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start has it.</summary>
    private static JsonObject Condition(string type, bool isTrue) =>
        isTrue
            ? new() { ["type"] = type, ["status"] = "True" }
            : new()
            {
                ["type"] = type,
                ["status"] = "False",
                ["reason"] = "HealthCheckContainerError",
                ["message"] =
                    "The user-provided container failed to start and listen on the port defined provided by "
                    + "the PORT=8080 environment variable within the allocated timeout.",
            };
}
