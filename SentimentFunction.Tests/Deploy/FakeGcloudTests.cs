using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Holds the words of the gcloud that only records to those of the real one.</summary>
[Collection(SharedGcloud.Name)]
public sealed class FakeGcloudTests
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

    [GcloudFact]
    public async Task Missing_IsReportedInTheWordsOfTheRealOne()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var real = await DeployScript.ForAsync(google);
        using var fake = new FakeGcloud();
        real.Environment["CLOUDSDK_CORE_VERBOSITY"] = "debug";
        real.Environment["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1";

        var expected = await Task.WhenAll(Missing.Select(command => SayAsync(real, command)));
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
        var lines = result.Errors.Split('\n');
        var status = lines
            .Last(line => line.StartsWith("DEBUG: https:", StringComparison.Ordinal))
            .Split(' ')[^2];
        var error = lines.SkipWhile(line => !line.StartsWith("ERROR", StringComparison.Ordinal));
        return $"{result.ExitCode}: {status} {string.Join(' ', error)}";
    }
}
