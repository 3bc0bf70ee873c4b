using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A run of deploy.sh, and the state in which it left the emulated Google.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Calls">The calls that were made.</param>
/// <param name="Archive">The function's source as it was uploaded last.</param>
/// <param name="Buckets">The buckets.</param>
/// <param name="Objects">The objects, by bucket and name.</param>
/// <param name="Services">The services on Cloud Run.</param>
/// <param name="Functions">The functions.</param>
/// <param name="Accounts">The service accounts.</param>
/// <param name="Rights">Who has which role, by project and bucket.</param>
internal sealed record DeploymentRun(
    ProcessResult Result,
    IReadOnlyList<ApiCall> Calls,
    byte[] Archive,
    IReadOnlyDictionary<string, JsonNode> Buckets,
    IReadOnlyDictionary<string, StoredObject> Objects,
    IReadOnlyDictionary<string, JsonNode> Services,
    IReadOnlyDictionary<string, JsonNode> Functions,
    IReadOnlyList<string> Accounts,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Rights
)
{
    /// <summary>The calls that change something, in order.</summary>
    public IEnumerable<string> Changes => Calls.Where(call => !call.IsRead).Select(call => call.ToString());

    /// <summary>Takes down what there is by now.</summary>
    public static DeploymentRun Of(ProcessResult result, EmulatedGoogle google) =>
        new(
            result,
            google.Calls,
            google.Functions.Archive,
            Copy(google.Storage.Buckets),
            new Dictionary<string, StoredObject>(google.Storage.Objects),
            Copy(google.Run.All),
            Copy(google.Functions.All),
            [.. google.Iam.Accounts.Keys],
            google
                .Storage.Buckets.Keys.ToDictionary(bucket => bucket, google.Storage.Policies.Describe)
                .Append(new("my-project", google.Projects.Policies.Describe("/v1/projects/my-project")))
                .ToDictionary()
        );

    private static Dictionary<string, JsonNode> Copy(IReadOnlyDictionary<string, JsonNode> resources) =>
        resources.ToDictionary(resource => resource.Key, resource => resource.Value.DeepClone());
}
