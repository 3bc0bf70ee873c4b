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
            .Select(command => command.Text)
            .Distinct()
            .ToList();

        await GcloudLint.AssertAcceptsAsync(script, commands);
    }
}
