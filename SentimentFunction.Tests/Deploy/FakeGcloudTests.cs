using System.Text.RegularExpressions;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Holds the words of the gcloud that only records to those of the real one.</summary>
[Collection(SharedGcloud.Name)]
public sealed partial class FakeGcloudTests
{
    /// <summary>Commands for what is not there.</summary>
    private static readonly string[] Missing =
    [
        "storage buckets describe gs://my-project-nothing --project=my-project",
        "run services describe nothing-model --region=us-central1 --project=my-project",
        "run services delete nothing-model --region=us-central1 --project=my-project",
        "functions describe nothing --gen2 --region=us-central1 --project=my-project",
        "functions delete nothing --gen2 --region=us-central1 --project=my-project",
        "iam service-accounts describe nobody@my-project.iam.gserviceaccount.com --project=my-project",
        "iam service-accounts delete nobody@my-project.iam.gserviceaccount.com --project=my-project",
        "artifacts repositories describe nothing-images --location=us-central1 --project=my-project",
        "artifacts repositories delete nothing-images --location=us-central1 --project=my-project",
        "ai models describe nothing --region=us-central1 --project=my-project",
        "ai models delete nothing --region=us-central1 --project=my-project",
    ];

    /// <summary>What is logged of a call. The dots of a command's progress may stand before it.</summary>
    [GeneratedRegex("""DEBUG: https:\S+ "[^"]+" (\d{3}) """)]
    private static partial Regex StatusLine { get; }

    [GcloudFact]
    public async Task Missing_IsReportedInTheWordsOfTheRealOne()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var real = await DeployScript.ForAsync(google, isWarm: false);
        using var fake = new FakeGcloud();
        real.Environment["CLOUDSDK_CORE_VERBOSITY"] = "debug";
        real.Environment["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1";

        // One after the other: together they may find gcloud's stored credentials locked.
        var expected = new List<string>();
        foreach (var command in Missing)
        {
            expected.Add(await SayAsync(real, command));
        }

        var actual = await Task.WhenAll(Missing.Select(command => SayAsync(fake.Script, command)));

        Assert.Equal(expected, actual);
        Assert.All(expected, said =>
            Assert.StartsWith("1: 404 ERROR: (gcloud.", said, StringComparison.Ordinal)
        );
    }

    /// <summary>Gives how a command ends: its exit code, the status of its last call, and its
    /// error.</summary>
    private static async Task<string> SayAsync(DeployScript script, string command)
    {
        var result = await script.RunBashAsync(["-c", $"gcloud {command}"]);
        var statuses = StatusLine.Matches(result.Errors);
        Assert.True(statuses.Count > 0, result.Errors);
        var status = statuses[^1].Groups[1].Value;
        var lines = result.Errors.Split('\n');
        var error = lines.SkipWhile(line => !line.StartsWith("ERROR", StringComparison.Ordinal));
        return $"{result.ExitCode}: {status} {string.Join(' ', error)}";
    }
}
