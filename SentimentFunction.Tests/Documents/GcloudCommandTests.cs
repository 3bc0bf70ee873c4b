using System.Text.Json;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>gcloud itself checks the commands that the documents show.</summary>
[Collection(SharedGcloud.Name)]
public sealed class GcloudCommandTests
{
    [GcloudFact]
    public async Task Commands_AsWritten_AreWhatGcloudAccepts()
    {
        using var script = new DeployScript();
        var commands = DocumentedCommand
            .All.Where(command => command.Kind == CommandKind.Gcloud)
            .Select(command => new { command_string = command.Text })
            .ToList();
        var file = Path.Combine(script.Folder, "commands.json");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(commands),
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
