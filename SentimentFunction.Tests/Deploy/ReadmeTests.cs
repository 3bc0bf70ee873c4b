using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Runs every deployment that the README shows, as a dry run.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>Every line of the README's that starts deploy.sh.</summary>
    public static TheoryData<string> Commands() =>
        new(
            Command()
                .Matches(File.ReadAllText(Repository.Folder("README.md")).ReplaceLineEndings("\n"))
                .Select(match => match.Groups["arguments"].Value)
        );

    [Theory(
        Skip = Gcloud.ShellMissing,
        SkipUnless = nameof(Gcloud.IsShellInstalled),
        SkipType = typeof(Gcloud)
    )]
    [MemberData(nameof(Commands))]
    public async Task Command_AsWritten_IsAccepted(string arguments)
    {
        using var script = new DeployScript();

        var result = await script.RunAsync([.. arguments.Split(' '), "--dry-run"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("gcloud ", result.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^ *\./deploy\.sh (?<arguments>.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
