using System.Text.RegularExpressions;
using SentimentFunction.Tests.EndToEnd;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Runs every example that calls a model server, against the emulator.</summary>
public sealed partial class ModelServerCallTests
{
    /// <summary>The emulator's own README has tests beside the emulator's.</summary>
    private const string Emulator = "tools/ModelServer/README.md";

    public static TheoryData<string, string> Commands() =>
        new(
            DocumentedCommand
                .All.Where(command => command.Kind == CommandKind.ModelServerCall)
                .Where(command => command.Document != Emulator)
                .Select(command => (command.Document, command.Text))
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Call_AsWritten_IsAnswered(string document, string command)
    {
        await using var server = await ModelServerHost.StartAsync();

        var output = await Shell.RunAsync(
            Address()
                .Replace(command, server.Address.GetLeftPart(UriPartial.Authority))
                .Replace("curl ", "curl --fail ", StringComparison.Ordinal)
        );

        Assert.True(output.Contains("\"probabilities\"", StringComparison.Ordinal), $"{document}: {output}");
    }

    [GeneratedRegex(@"http://(127\.0\.0\.1:8500|localhost:8501)\b")]
    private static partial Regex Address();
}
