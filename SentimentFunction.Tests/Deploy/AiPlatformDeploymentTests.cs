using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What is left of AI Platform, which Google has closed: the function can call an API that speaks
/// its protocol.</summary>
[Collection(ServersGcloud.Name)]
public sealed class AiPlatformDeploymentTests
{
    private const string Address = "https://model.example";

    [GcloudFact]
    public async Task DryRun_AsAScript_DeploysAFunctionThatCallsTheAddress()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        string[] options = ["function", "--server", "ai-platform", "--model-address", Address];

        var function = await script.RunAsync([.. options, "--dry-run"]);
        var changesOfDryRun = google.Changes.ToList();
        var printed = Path.Combine(script.Folder, "printed.sh");
        await File.WriteAllTextAsync(printed, function.Output, TestContext.Current.CancellationToken);
        var run = await script.RunBashAsync([printed]);

        Assert.Empty(changesOfDryRun);
        Assert.True(run.ExitCode == 0, run.Errors);
        var settings = google.Functions.All["projects/my-project/locations/us-central1/functions/sentiment"][
            "serviceConfig"
        ]!["environmentVariables"]!;
        Assert.Equal("ai-platform", (string?)settings["Model__Server"]);
        Assert.Equal("my-project", (string?)settings["Model__Project"]);
        Assert.Equal(Address, (string?)settings["Model__BaseUri"]);
        Assert.Equal(
            ["serviceAccount:sentiment-function@my-project.iam.gserviceaccount.com"],
            google.Projects.Policies.MembersOf("/v1/projects/my-project", "roles/ml.developer")
        );
    }

    [BashTheory]
    [InlineData("model")]
    [InlineData("function")]
    [InlineData("everything")]
    public async Task Deployment_ToTheClosedService_IsRefusedWithWhatToUseInstead(string command)
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync(command, "--server", "ai-platform");

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith(
            "Error: Google closed AI Platform Prediction on 2025-01-31: nothing can be deployed to it. Use "
                + "--server tensorflow-serving or --server vertex-ai, or name an API that speaks its protocol "
                + "with --model-address.\nSee ./deploy.sh --help.\n",
            result.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(gcloud.Changes);
    }

    [BashTheory]
    [InlineData("status")]
    [InlineData("destroy")]
    public async Task OtherCommand_ForTheClosedService_LeavesItAlone(string command)
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync(command, "--server", "ai-platform", "--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("gcloud functions ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gcloud ai-platform", result.Output, StringComparison.Ordinal);
    }
}
