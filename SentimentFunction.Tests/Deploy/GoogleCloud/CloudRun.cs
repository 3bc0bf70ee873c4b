using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Services on Cloud Run, by its v1 API.</summary>
internal sealed class CloudRun : IGoogleService
{
    private const string Services = "/apis/serving.knative.dev/v1/namespaces/";

    private readonly ConcurrentDictionary<string, JsonNode> _services = new();

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
