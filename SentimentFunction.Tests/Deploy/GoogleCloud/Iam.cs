using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Service accounts.</summary>
internal sealed class Iam : IGoogleService
{
    /// <summary>The accounts, by their email address.</summary>
    public ConcurrentDictionary<string, JsonNode> Accounts { get; } = new();

    public ApiAnswer? Answer(ApiCall call)
    {
        if (call.Host != "iam.googleapis.com")
        {
            return null;
        }

        var parts = call.Path.Split('/');
        return (call.Method, parts.Length) switch
        {
            ("POST", _) => Create(parts[3], (string)call.Json["accountId"]!, call.Json["serviceAccount"]),
            ("DELETE", _) when Accounts.TryRemove(parts[^1], out _) => ApiAnswer.Empty,
            ("GET", 6) when Accounts.TryGetValue(parts[^1], out var account) => ApiAnswer.Ok(account),
            // https://github.com/hashicorp/terraform-provider-google/issues/15042 has it in an answer.
            _ => ApiAnswer.Error(404, "NOT_FOUND", "Unknown service account"),
        };
    }

    private ApiAnswer Create(string project, string id, JsonNode? about)
    {
        var email = $"{id}@{project}.iam.gserviceaccount.com";
        var account = about?.DeepClone() ?? new JsonObject();
        account["name"] = $"projects/{project}/serviceAccounts/{email}";
        account["email"] = email;
        Accounts[email] = account;
        return ApiAnswer.Ok(Accounts[email]);
    }
}
