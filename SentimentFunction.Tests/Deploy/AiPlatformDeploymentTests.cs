using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A dry run's script, run with the real gcloud.</summary>
[Collection(SharedGcloud.Name)]
public sealed class AiPlatformDeploymentTests
{
    [Fact(Skip = Gcloud.Missing, SkipUnless = nameof(Gcloud.IsInstalled), SkipType = typeof(Gcloud))]
    public async Task DryRun_AsAScript_DeploysEverything()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = DeployScript.For(google);

        var dry = await script.RunAsync("--server", "ai-platform", "--dry-run");
        var callsOfDryRun = google.Calls.Count;
        var printed = Path.Combine(script.Folder, "printed.sh");
        await File.WriteAllTextAsync(
            printed, $"set -euo pipefail\n{dry.Output}", TestContext.Current.CancellationToken);
        var run = await script.RunBashAsync([printed]);

        Assert.Equal(0, callsOfDryRun);
        Assert.Contains("Warning: Google closed AI Platform Prediction", dry.Errors, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Errors);
        var version = google.AiPlatform.Resources["projects/my-project/models/sentiment/versions/v2"];
        Assert.Equal("gs://my-project-sentiment-models/sentiment/2", (string?)version["deploymentUri"]);
        Assert.True((bool?)version["isDefault"]);
        var function = google.Functions.All["projects/my-project/locations/us-central1/functions/sentiment"];
        Assert.Equal("ai-platform", (string?)function["serviceConfig"]!["environmentVariables"]!["Model__Server"]);
        Assert.Equal(
            "export const endpoint = 'https://sentiment-abcdefghij-uc.a.run.app';\n",
            google.Storage.Objects["my-project-sentiment-site/config.js"].Text);
    }
}
