using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>No command of a document is left out by the tests.</summary>
public sealed partial class CommandTests
{
    public static TheoryData<string, string> FileCommands() => DocumentedCommand.Of(CommandKind.File);

    [Fact]
    public void Commands_OfAllDocuments_AreOfAKindThatIsTested() =>
        Assert.Empty(
            DocumentedCommand
                .All.Where(command => command.Kind is null)
                .Select(command => $"{command.Document}: {command.Text}")
        );

    [Fact]
    public void Commands_OfEveryKind_AreFound() =>
        Assert.Equal(
            Enum.GetValues<CommandKind>(),
            DocumentedCommand.All.Select(command => command.Kind!.Value).Distinct().Order()
        );

    [Theory]
    [MemberData(nameof(FileCommands))]
    public void Command_OfFiles_NamesFilesThatAreThere(string document, string command)
    {
        var paths = OwnPath().Matches(command).Select(match => match.Groups["path"].Value).ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Repository.Folder(path)), $"{document}: {path}"));
    }

    /// <summary>A program that is called by its path, or what is behind the current folder.</summary>
    [GeneratedRegex("""(^|\$PWD/)(?<path>[^\s:"]*/[^\s:"]+)""")]
    private static partial Regex OwnPath();
}
