using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Projects.</summary>
internal sealed class ResourceManager : IGoogleService
{
    /// <summary>The number of every project.</summary>
    public const string Number = "123456789012";

    /// <summary>Who may do what in the projects.</summary>
    public IamPolicies Policies { get; } = new();

    public ApiAnswer? Answer(ApiCall call)
    {
        if (call.Host != "cloudresourcemanager.googleapis.com")
        {
            return null;
        }

        return Policies.Answer(call)
            ?? ApiAnswer.Ok(
                new JsonObject
                {
                    ["projectId"] = call.Path.Split('/')[^1],
                    ["projectNumber"] = Number,
                    ["lifecycleState"] = "ACTIVE",
                }
            );
    }
}
