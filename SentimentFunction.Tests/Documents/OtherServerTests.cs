using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>What the documents say of starting model servers of others.</summary>
public sealed class OtherServerTests
{
    private const string Variable = "SENTIMENT_OTHER_SERVERS";

    private const string Reason =
        "It needs pip with PyPI, and Triton's program: set " + Variable + "=1 where both can be had.";

    private static readonly Document Servers = Document.Find("docs/model-servers.md")!;

    public static bool CanBeHad => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    public static TheoryData<string> Commands() => new(Servers.Typed);

    /// <summary>Whether there are the packages, the programs and their options; nothing is
    /// installed.</summary>
    [Theory(Skip = Reason, SkipUnless = nameof(CanBeHad))]
    [MemberData(nameof(Commands))]
    public async Task Command_OfAnotherServer_IsUnderstoodByItsProgram(string command)
    {
        string[] words = [.. ShellWords.Split(command).SkipWhile(word => word.Contains('='))];
        var (program, arguments) = (words[0], words[1..]);
        string[] asked =
            program == "pip" ? [.. arguments, "--dry-run"]
            : program == "python" ? ["-c", "import kserve, transformers"]
            : [.. arguments.TakeWhile(word => !word.StartsWith('-')), "--help"];

        var result = await ChildProcess.RunAsync(new ProcessStartInfo(program, asked));

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.All(arguments.Where(word => word.StartsWith('-')), option =>
            Assert.Contains(option.Split('=')[0], result.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Commands_OfOtherServers_AreFound() => Assert.Equal(5, Servers.Typed.Count());

    [Fact]
    public async Task Code_ForThem_IsPython()
    {
        Assert.SkipUnless(SearchPath.Find("python3") is not null, "There is no python3.");
        string[] arguments = ["-c", "import ast, sys; ast.parse(sys.stdin.read())"];

        Assert.Equal(2, Servers.TextsIn("python").Count());
        foreach (var code in Servers.TextsIn("python"))
        {
            var result = await ChildProcess.RunAsync(new ProcessStartInfo("python3", arguments), code);
            Assert.True(result.ExitCode == 0, result.Errors);
        }
    }

    [Fact]
    public void Settings_ForThem_AreJson() =>
        Assert.Contains(Servers.TextsIn("json").Select(text => JsonNode.Parse(text)!), settings =>
            settings["implementation"]?.GetValue<string>() == "mlserver_sklearn.SKLearnModel"
        );
}
