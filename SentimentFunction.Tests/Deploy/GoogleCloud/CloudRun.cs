using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Services on Cloud Run, by its v1 API.</summary>
internal sealed class CloudRun : IGoogleService
{
    private const string Services = "/apis/serving.knative.dev/v1/namespaces/";

    private readonly ConcurrentDictionary<string, JsonNode> _services = new();

    /// <summary>The digest of every image that a service names by a tag.</summary>
    public string Digest { get; set; } = $"sha256:{new string('1', 64)}";

    /// <summary>The services, by their names.</summary>
    public IReadOnlyDictionary<string, JsonNode> All => _services;

    /// <summary>Who may call them.</summary>
    public IamPolicies Policies { get; } = new();

    public ApiAnswer? Answer(ApiCall call)
    {
        if (!call.Host.EndsWith("run.googleapis.com", StringComparison.Ordinal))
        {
            return null;
        }

        var name = call.Path.Split('/')[^1];
        return Policies.Answer(call)
            ?? call.Method switch
            {
                _ when !call.Path.StartsWith(Services, StringComparison.Ordinal) => null,
                "GET" when name == "services" => List(),
                "GET" when call.Path.Contains("/revisions/", StringComparison.Ordinal) => Revision(name),
                "GET" when _services.TryGetValue(name, out var service) => ApiAnswer.Ok(service),
                "POST" => Keep((string)call.Json["metadata"]!["name"]!, call.Json),
                "PUT" => Keep(name, call.Json),
                "DELETE" when _services.TryRemove(name, out _) => new(200, """{"status": "Success"}"""),
                _ => ApiAnswer.NotFound(call.Path),
            };
    }

    /// <summary>The address of a service.</summary>
    public static string AddressOf(string name) => $"https://{name}-abcdefghij-uc.a.run.app";

    /// <summary>Puts a service there.</summary>
    public void Put(string name, JsonNode service) => Keep(name, service);

    private ApiAnswer List() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["items"] = new JsonArray([.. _services.Values.Select(service => service.DeepClone())]),
            }
        );

    /// <summary>A revision knows its image's digest, whether it came by a tag or not (imageDigest in
    /// googlecloudsdk/generated_clients/apis/run/v1/run_v1_messages.py).</summary>
    private ApiAnswer Revision(string name)
    {
        var specification = _services[name[..^"-00001-abc".Length]]["spec"]!["template"]!["spec"]!;
        var image = (string)specification["containers"]![0]!["image"]!;
        var digest = image.Contains('@', StringComparison.Ordinal)
            ? image
            : $"{image.Split(':')[0]}@{Digest}";
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = specification.DeepClone(),
                ["status"] = new JsonObject { ["imageDigest"] = digest },
            }
        );
    }

    private ApiAnswer Keep(string name, JsonNode service)
    {
        service["metadata"]!["generation"] = 1;
        service["status"] = JsonNode.Parse(
            $$"""
            {
              "observedGeneration": 1,
              "url": "{{AddressOf(name)}}",
              "address": {"url": "{{AddressOf(name)}}"},
              "latestCreatedRevisionName": "{{name}}-00001-abc",
              "latestReadyRevisionName": "{{name}}-00001-abc",
              "traffic": [{"revisionName": "{{name}}-00001-abc", "percent": 100, "latestRevision": true}],
              "conditions": [
                {"type": "Ready", "status": "True"},
                {"type": "ConfigurationsReady", "status": "True"},
                {"type": "RoutesReady", "status": "True"}
              ]
            }
            """
        );
        _services[name] = service;
        return ApiAnswer.Ok(service);
    }
}
