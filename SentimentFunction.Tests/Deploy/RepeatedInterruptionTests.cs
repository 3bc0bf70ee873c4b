using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Runs that are killed one after the other, each after a few changes, end where one does that nobody
/// disturbs: each goes on where the one before it stopped.</summary>
[Collection(SharedGcloud.Name)]
public sealed class RepeatedInterruptionTests
{
    /// <summary>How many changes each run makes.</summary>
    private const int Changes = 3;

    /// <summary>More runs than a deployment has changes.</summary>
    private const int Limit = 60;

    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    [InlineData("embedded")]
    public async Task Deployment_KilledAgainAndAgain_IsCompletedInTheEnd(string server)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await using var undisturbed = await EmulatedGoogle.StartAsync();
        await FreshDeployment.PutAsync(undisturbed, server);
        google.VertexAi.Endpoints.CallsOfDeployment = InterruptionTableTests.CallsOfDeployment;
        google.Refuse = DockerHub.Answer;

        await RunUntilOneEndsAsync(google, script, ["--server", server, .. FreshDeployment.Account]);

        var differences = ProjectSnapshot.Of(google).DifferencesFrom(ProjectSnapshot.Of(undisturbed));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [GcloudFact(Explicit = true)]
    public async Task Destruction_KilledAgainAndAgain_IsCompletedInTheEnd()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await FreshDeployment.PutAsync(google, "vertex-ai");
        await FreshDeployment.PutAsync(google, "tensorflow-serving");
        var apis = google.ServiceUsage.Enabled.Select(api => $"api {api}").Order(StringComparer.Ordinal);

        await RunUntilOneEndsAsync(google, script, ["destroy", "--yes", .. FreshDeployment.Account]);

        Assert.Equal(apis, ProjectSnapshot.Of(google).Lines);
    }

    private static async Task RunUntilOneEndsAsync(
        EmulatedGoogle google,
        DeployScript script,
        string[] arguments
    )
    {
        ProcessResult result;
        var number = 0;
        do
        {
            Assert.InRange(++number, 1, Limit);
            (result, var changes) = await KilledRun.StartAsync(google, script, arguments, Changes);
            TestContext.Current.TestOutputHelper?.WriteLine($"{number}: {string.Join(", ", changes)}");
        } while (result.ExitCode == KilledRun.ExitCode);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.NotEqual(1, number);
    }
}
