using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>What comes before a first deployment: a project is made, and gets a billing account, without which
/// no API is enabled.</summary>
/// <remarks>https://cloud.google.com/resource-manager/reference/rest/v1/projects/create and
/// https://cloud.google.com/billing/docs/reference/rest/v1/billingAccounts/list, …/projects/updateBillingInfo;
/// what is said without an account stands in DeployFailureTests.</remarks>
/// <param name="id">The project's id.</param>
internal sealed class NewProject(string id)
{
    /// <summary>The account that can pay. One that is closed is listed before it.</summary>
    public const string Account = "billingAccounts/0A0A0A-0B0B0B-0C0C0C";

    private const string Creation = "operations/cp.4711";

    /// <summary>Whether it was made.</summary>
    public bool IsThere { get; private set; }

    /// <summary>The account that pays for it.</summary>
    public string? PaidBy { get; private set; }

    /// <summary>Answers a call; null when it is for somebody else.</summary>
    public ApiAnswer? Answer(ApiCall call) =>
        (call.Method, $"{call.Host}{call.Path}") switch
        {
            ("POST", "cloudresourcemanager.googleapis.com/v1/projects") => Create(call),
            // gcloud asks for it also when it has ended already (api_lib/resource_manager/operations.py).
            ("GET", $"cloudresourcemanager.googleapis.com/v1/{Creation}") => ApiAnswer.Operation(
                Creation,
                Describe()
            ),
            ("GET", "cloudbilling.googleapis.com/v1/billingAccounts") => ListAccounts(),
            ("PUT", var path) when path == $"cloudbilling.googleapis.com/v1/projects/{id}/billingInfo" =>
                Link(call),
            // gcloud enables it for every project that it makes (surface/projects/create.py).
            ("POST", var path)
                when path.EndsWith("/cloudapis.googleapis.com:enable", StringComparison.Ordinal) =>
                ApiAnswer.Operation("operations/noop.DONE_OPERATION"),
            (_, var path) when path.Contains($"/projects/{id}", StringComparison.Ordinal) => Refuse(call),
            _ => null,
        };

    private ApiAnswer Create(ApiCall call)
    {
        IsThere = (string?)call.Json["projectId"] == id;
        return ApiAnswer.Operation(Creation, Describe());
    }

    private ApiAnswer? Refuse(ApiCall call) =>
        !IsThere ? ApiAnswer.Error(403, "PERMISSION_DENIED", "The caller does not have permission")
        : PaidBy != Account && call.Path.EndsWith(":batchEnable", StringComparison.Ordinal)
            ? ApiAnswer.Error(
                400,
                "FAILED_PRECONDITION",
                $"Billing account for project '{ResourceManager.Number}' is not found. Billing must be enabled "
                    + "for activation."
            )
        : null;

    private JsonObject Describe() =>
        new()
        {
            ["projectId"] = id,
            ["projectNumber"] = ResourceManager.Number,
            ["lifecycleState"] = "ACTIVE",
        };

    private static ApiAnswer ListAccounts() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["billingAccounts"] = new JsonArray(
                    new JsonObject { ["name"] = "billingAccounts/0F0F0F-0F0F0F-0F0F0F", ["open"] = false },
                    new JsonObject { ["name"] = Account, ["open"] = true }
                ),
            }
        );

    private ApiAnswer Link(ApiCall call)
    {
        PaidBy = (string?)call.Json["billingAccountName"];
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["name"] = $"projects/{id}/billingInfo",
                ["projectId"] = id,
                ["billingAccountName"] = PaidBy,
                ["billingEnabled"] = true,
            }
        );
    }
}
