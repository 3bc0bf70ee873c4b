using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>The access policies of a service's resources.</summary>
internal sealed class IamPolicies
{
    private readonly ConcurrentDictionary<string, string> _policies = new();

    /// <summary>The resources that have had a policy.</summary>
    public IEnumerable<string> Resources => _policies.Keys;

    /// <summary>Who has a role on a resource.</summary>
    public IReadOnlyList<string> MembersOf(string resource, string role) =>
        [
            .. (JsonNode.Parse(Get(resource))!["bindings"]?.AsArray() ?? [])
                .Where(binding => (string?)binding!["role"] == role)
                .SelectMany(binding => binding!["members"]!.AsArray())
                .Select(member => (string)member!),
        ];

    /// <summary>Who has which role on a resource: <c>MEMBER ROLE</c>.</summary>
    public IReadOnlyList<string> Describe(string resource) =>
        [
            .. (JsonNode.Parse(Get(resource))!["bindings"]?.AsArray() ?? []).SelectMany(binding =>
                binding!["members"]!.AsArray().Select(member => $"{member} {binding["role"]}")
            ),
        ];

    /// <summary>The policy of a resource.</summary>
    public string Get(string resource) =>
        _policies.GetValueOrDefault(resource, """{"version": 1, "etag": "BwY="}""");

    /// <summary>Replaces the policy of a resource.</summary>
    public string Set(string resource, JsonNode policy) => _policies[resource] = policy.ToJsonString();

    /// <summary>Answers <c>:getIamPolicy</c> and <c>:setIamPolicy</c>.</summary>
    public ApiAnswer? Answer(ApiCall call) =>
        call.Path.Split(':') switch
        {
            [var resource, "getIamPolicy"] => new(200, Get(resource)),
            [var resource, "setIamPolicy"] => new(200, Set(resource, call.Json["policy"]!)),
            _ => null,
        };
}
