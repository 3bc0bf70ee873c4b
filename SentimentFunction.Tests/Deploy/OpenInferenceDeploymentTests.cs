using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A server of the Open Inference Protocol is one that is there already: the function is pointed at
/// it.</summary>
[Collection(ServersGcloud.Name)]
public sealed class OpenInferenceDeploymentTests
{
    [GcloudFact]
    public async Task Function_OfAServerThatIsThere_CallsItAndStaysSoUntilItIsChanged()
    {
        const string OnCloudRun = "https://triton-abcdefghij-uc.a.run.app";
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var first = await script.RunAsync(
            "function",
            "--server",
            "open-inference",
            "--model-address",
            OnCloudRun,
            "--model-name",
            "reviews"
        );
        var settings = google.Functions.SettingsOf("sentiment");
        var again = await script.RunAsync("function", "--memory", "1Gi");
        var kept = google.Functions.SettingsOf("sentiment");
        var moved = await script.RunAsync("function", "--server", "embedded");
        var embedded = google.Functions.SettingsOf("sentiment");

        Assert.All([first, again, moved], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.Equal("open-inference", settings["Model__Server"]);
        Assert.Equal("reviews", settings["Model__Name"]);
        Assert.Equal(OnCloudRun, settings["Model__BaseUri"]);
        Assert.Equal(OnCloudRun, settings["Model__Audience"]);
        Assert.Equal(settings, kept);
        Assert.Equal("embedded", embedded["Model__Server"]);
        Assert.DoesNotContain("Model__BaseUri", embedded.Keys);
        Assert.DoesNotContain("Model__Audience", embedded.Keys);
    }

    /// <summary>A token of the function's identity is for Google's own services.</summary>
    [BashFact]
    public async Task DryRun_OfAServerElsewhere_AsksForNoToken()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync(
            "function",
            "--server",
            "open-inference",
            "--model-address",
            "https://kserve.example",
            "--dry-run"
        );

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("Model__BaseUri=https://kserve.example", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Model__Audience", result.Output, StringComparison.Ordinal);
    }

    [BashTheory]
    [InlineData("function", "say with --model-address where yours is.")]
    [InlineData("everything", "say with --model-address where yours is.")]
    [InlineData("model", "There is no model to deploy: the server of --server open-inference is yours.")]
    public async Task Command_WithoutAnAddress_IsRefusedWithWhatToSay(string command, string advice)
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync(command, "--server", "open-inference");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(advice, result.Errors, StringComparison.Ordinal);
        Assert.Empty(gcloud.Changes);
    }
}
