using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A dry run in a project that gcloud can see, where it reads what there is.</summary>
[Collection(ServersGcloud.Name)]
public sealed class PlannedDeploymentTests
{
    [GcloudTheory]
    [InlineData("tensorflow-serving", "gcloud run deploy sentiment-model ")]
    [InlineData("vertex-ai", "gcloud ai models upload ")]
    [InlineData("embedded", "gcloud functions deploy sentiment ")]
    public async Task DryRun_InAnEmptyProject_PrintsAWholeDeploymentAndChangesNothing(
        string server,
        string command
    )
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var before = ProjectSnapshot.Of(google);

        var result = await script.RunAsync("--server", server, "--dry-run");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(
            "gcloud storage buckets create gs://my-project-sentiment-site ",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(command, result.Output, StringComparison.Ordinal);
        Assert.Equal(before, ProjectSnapshot.Of(google));
    }
}
