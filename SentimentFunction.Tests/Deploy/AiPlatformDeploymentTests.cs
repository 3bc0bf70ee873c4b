using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A dry run's script, run with the real gcloud.</summary>
[Collection(SharedGcloud.Name)]
public sealed class AiPlatformDeploymentTests
{
    [GcloudFact]
    public async Task DryRun_AsAScript_DeploysTheModelAndTheFunction()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = DeployScript.For(google);

        var model = await script.RunAsync("model", "--server", "ai-platform", "--dry-run");
        var function = await script.RunAsync("function", "--server", "ai-platform", "--dry-run");
        var callsOfDryRun = google.Calls.Count;
        var printed = Path.Combine(script.Folder, "printed.sh");
        await File.WriteAllTextAsync(
            printed,
            $"set -euo pipefail\n{model.Output}\n{function.Output}",
            TestContext.Current.CancellationToken
        );
        var run = await script.RunBashAsync([printed]);

        Assert.Equal(0, callsOfDryRun);
        Assert.Contains(
            "Warning: Google closed AI Platform Prediction",
            model.Errors,
            StringComparison.Ordinal
        );
        Assert.True(run.ExitCode == 0, run.Errors);
        var version = google.AiPlatform.Resources["projects/my-project/models/sentiment/versions/v2"];
        Assert.Equal("gs://my-project-sentiment-models/sentiment/2", (string?)version["deploymentUri"]);
        Assert.True((bool?)version["isDefault"]);
        var deployed = google.Functions.All["projects/my-project/locations/us-central1/functions/sentiment"];
        Assert.Equal(
            "ai-platform",
            (string?)deployed["serviceConfig"]!["environmentVariables"]!["Model__Server"]
        );
    }
}
