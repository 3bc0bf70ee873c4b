using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>gcloud itself checks the commands of dry runs: their names, their flags and the flags'
/// values.</summary>
[Collection(SharedGcloud.Name)]
public sealed partial class GcloudLintTests
{
    private static readonly string[][] Runs =
    [
        ["--server", "tensorflow-serving"],
        ["--server", "tensorflow-serving", "--model-address", "https://model.example"],
        ["--server", "vertex-ai", "--machine-type", "n1-standard-4", "--min-instances", "2"],
        ["--server", "vertex-ai", "--endpoint", "1234"],
        ["--server", "ai-platform", "--model-address", "https://model.example"],
        ["--server", "open-inference", "--model-address", "https://model-abc-uc.a.run.app"],
        ["--server", "embedded", "--private", "--service-account", "senti-function"],
        ["function", "--server", "embedded", "--cpu", "0.5", "--concurrency", "1", "--memory", "256Mi"],
        [
            "function",
            "--server",
            "embedded",
            "--setting",
            "Cors__AllowedOrigins=https://a.example,https://b.example",
        ],
        ["function", "--server", "embedded", "--self-contained"],
        ["site", "--site-bucket", "www.example.com", "--site-address", "https://www.example.com/"],
        ["status", "--server", "tensorflow-serving"],
        ["status", "--server", "vertex-ai"],
        ["status", "--server", "ai-platform"],
        ["status", "--server", "open-inference"],
        ["destroy", "--server", "tensorflow-serving", "--service-account", "senti-function"],
        ["destroy", "--server", "vertex-ai"],
        ["destroy", "--server", "ai-platform"],
        ["destroy", "--server", "open-inference"],
        ["model", "--model-memory", "2Gi", "--model-min-instances", "1", "--model-max-instances", "3"],
    ];

    [GcloudFact]
    public async Task DryRun_OfEveryServerAndOption_PrintsWhatGcloudAccepts()
    {
        using var script = new DeployScript();
        using var dry = new DeployScript();
        dry.HideGcloud();
        var printed = await Task.WhenAll(Runs.Select(run => dry.RunAsync([.. run, "--dry-run"])));
        var commands = printed.SelectMany(run => Commands(run.Output)).Distinct().ToList();

        Assert.All(printed, run => Assert.Equal(0, run.ExitCode));
        Assert.True(commands.Count > 40);
        await GcloudLint.AssertAcceptsAsync(script, commands);
    }

    /// <summary>The commands of gcloud in a printed script, with texts in the place of its
    /// variables.</summary>
    private static IEnumerable<string> Commands(string script) =>
        script
            .Split('\n')
            .Where(line => line.Contains("gcloud ", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("gcloud ", StringComparison.Ordinal)..])
            .Select(line => line.Split(" >/dev/null")[0].Split(" || true")[0].TrimEnd('|', ' '))
            .Select(line => line.EndsWith(")\"", StringComparison.Ordinal) ? line[..^2] : line)
            .Select(line => line.EndsWith(')') ? line[..^1] : line)
            .Select(line => Variable().Replace(line, "$1"));

    [GeneratedRegex(
        """
            "\$\{([a-z_]+)\}"
            """
    )]
    private static partial Regex Variable();
}
