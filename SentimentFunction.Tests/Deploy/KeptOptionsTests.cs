using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What isn't said again stays as it is in the revision that has the traffic, which is one that
/// works.</summary>
[Collection(SharedGcloud.Name)]
public sealed class KeptOptionsTests
{
    private const string FunctionName = "projects/my-project/locations/us-central1/functions/sentiment";

    [GcloudFact]
    public async Task Function_AfterAFailureAndAChangeOfServer_HasWhatLastWorked()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var first = await script.RunAsync(
            "function",
            "--server",
            "ai-platform",
            "--model-address",
            "https://model.example",
            "--setting",
            "Any__Text=one \\ \"two\"\n\n three",
            "--setting",
            "Model__Signature=mine",
            "--max-instances",
            "3",
            "--memory",
            "1Gi",
            "--private",
            "--self-contained"
        );
        var before = ConfigOf(google);
        google.Run.IsFailing = true;
        var failed = await script.RunAsync("function", "--memory", "256Mi", "--setting", "Any__Other=bad");
        google.Run.IsFailing = false;
        google.Refuse = call => call.Host == DeployedFunction.Host ? TrafficTests.Silence : null;
        var silent = await script.RunAsync("function", "--memory", "256Mi", "--setting", "Any__Other=bad");
        google.Refuse = _ => null;
        var serving = google.Run.ServingRevisionOf("sentiment")["metadata"]!["name"];
        var dry = await script.RunAsync(
            "function",
            "--dry-run",
            "--max-instances",
            "4",
            "--reset",
            "Any__Text"
        );
        var again = await script.RunAsync("function", "--max-instances", "4");
        var after = ConfigOf(google);
        var status = await script.RunAsync("status");
        var moved = await script.RunAsync("function", "--server", "embedded", "--reset", "memory");

        Assert.All([first, dry, again, status, moved], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(1, silent.ExitCode);
        Assert.Contains(
            "Error: The function is deployed, but does not answer. The revision before, "
                + "sentiment-00001-abc, has the traffic again. Mend that, then run this again",
            silent.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal("sentiment-00001-abc", (string?)serving);
        Assert.EndsWith(
            """

            #
            # What changes of what is deployed:
            #   --max-instances: 3 -> 4
            #   Any__Text: one \ "two"\n\n three -> none
            # The function is built anew in any case.

            """,
            dry.Output,
            StringComparison.Ordinal
        );
        before["maxInstanceCount"] = 4;
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        Assert.Empty(google.Run.Policies.MembersOf(ServiceName, "roles/run.invoker"));
        Assert.Contains(
            "Size:     1Gi, 1 CPU, 80 requests at once, 0 to 4 instances\n",
            status.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("Setting:  Any__Text=one", status.Output, StringComparison.Ordinal);
        Assert.Equal("512Mi", (string?)ConfigOf(google)["availableMemory"]);
        Assert.Equal(
            ["Any__Text", "Cors__AllowedOrigins", "Model__Name", "Model__Server", "Site__Address"],
            ConfigOf(google)["environmentVariables"]!
                .AsObject()
                .Select(variable => variable.Key)
                .Where(key => key.Contains("__", StringComparison.Ordinal))
                .Order()
        );
        Assert.Equal(
            "10.*.*",
            (string?)
                google.Functions.All[FunctionName]["buildConfig"]!["environmentVariables"]![
                    "GOOGLE_ASP_NET_CORE_VERSION"
                ]
        );
    }

    private const string ServiceName = "/v1/projects/my-project/locations/us-central1/services/sentiment";

    private static JsonNode ConfigOf(EmulatedGoogle google) =>
        google.Functions.All[FunctionName]["serviceConfig"]!.DeepClone();
}
