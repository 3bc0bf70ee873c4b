using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Asks the real gcloud whether it knows commands, without running them.</summary>
internal static class GcloudLint
{
    /// <summary>Lets commands pass if gcloud would take all of them.</summary>
    /// <param name="script">Where gcloud is set up, and has a folder.</param>
    /// <param name="commands">The commands.</param>
    public static async Task AssertAcceptsAsync(DeployScript script, IReadOnlyList<string> commands)
    {
        var file = Path.Combine(script.Folder, "commands.json");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(commands.Select(command => new { command_string = command })),
            TestContext.Current.CancellationToken
        );

        var lint = await script.RunBashAsync([
            "-c",
            $"gcloud meta lint-gcloud-commands --commands-file='{file}'",
        ]);

        var verdicts = JsonNode.Parse(lint.Output)!.AsArray();
        Assert.Equal(commands.Count, verdicts.Count);
        Assert.All(verdicts, verdict =>
            Assert.True(
                (bool?)verdict!["success"],
                $"{verdict["command_string"]}: {verdict["error_message"]}"
            )
        );
    }
}
