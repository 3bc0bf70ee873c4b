using System.Collections.Concurrent;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Whole deployments of today in an empty project: each is made once, and its calls are repeated
/// wherever it is to be there.</summary>
internal static class FreshDeployment
{
    private static readonly ConcurrentDictionary<string, Task<IReadOnlyList<ApiCall>>> Known = new();

    /// <summary>How the function's service account is named, with the option for it.</summary>
    public static IReadOnlyList<string> Account { get; } = ["--service-account", "senti-function"];

    /// <summary>Lets a deployment have its effect.</summary>
    /// <param name="google">The project.</param>
    /// <param name="server">Its model server.</param>
    public static async Task PutAsync(EmulatedGoogle google, string server) =>
        google.Repeat(await Known.GetOrAdd(server, CallsOfAsync));

    private static async Task<IReadOnlyList<ApiCall>> CallsOfAsync(string server)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.Refuse = DockerHub.Answer;
        var result = await script.RunAsync(["--server", server, .. Account]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return google.Calls;
    }
}
