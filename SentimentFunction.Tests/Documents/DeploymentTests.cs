using SentimentFunction.Tests.Deploy;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Runs every deployment that the documents show, as a dry run.</summary>
public sealed class DeploymentTests
{
    public static TheoryData<string, string> Commands() => DocumentedCommand.Of(CommandKind.Deployment);

    [BashTheory]
    [MemberData(nameof(Commands))]
    public async Task Deployment_AsWritten_IsAccepted(string document, string command)
    {
        using var script = new DeployScript();
        script.HideGcloud();

        var result = await script.RunAsync([.. ShellWords.Split(command)[1..], "--dry-run"]);

        if (command.Contains(" rollback ", StringComparison.Ordinal))
        {
            // There is no gcloud here that could tell the revisions.
            Assert.Contains("Which revisions there are", result.Errors, StringComparison.Ordinal);
            return;
        }

        Assert.True(result.ExitCode == 0, $"{document}: {result.Errors}");
        Assert.Contains("gcloud ", result.Output, StringComparison.Ordinal);
    }
}
