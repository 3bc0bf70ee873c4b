using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>deploy.sh knows the same kinds of model servers as the function.</summary>
public sealed partial class ServerChoiceTests
{
    private const RegexOptions Lines = RegexOptions.Multiline | RegexOptions.Singleline;

    /// <summary>What every model server does in its own way.</summary>
    private static readonly string[] Functions =
    [
        "options",
        "check",
        "services",
        "recall",
        "deploy",
        "settings",
        "status",
        "destroy",
    ];

    public static TheoryData<string> Kinds() => new(Startup.Kinds.Names);

    [BashFact]
    public async Task Help_NamesTheKinds()
    {
        using var gcloud = new FakeGcloud();

        var help = await gcloud.Script.RunPlainAsync(["--help"]);

        var choices = Remark().Replace(Choices().Match(help.Output).Groups["choices"].Value, "");
        Assert.Equal(Startup.Kinds.Names.Order(), SplitList(choices).Order());
    }

    [BashFact]
    public async Task Server_ThatIsUnknown_IsRefusedWithTheKinds()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync("--server", "none");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            Startup.Kinds.Names.Order(),
            SplitList(Refusal().Match(result.Errors).Groups["choices"].Value).Order()
        );
    }

    [BashTheory]
    [MemberData(nameof(Kinds))]
    public async Task Kind_IsAServerOfTheScript(string kind)
    {
        using var gcloud = new FakeGcloud();
        string[] closed = kind is "ai-platform" or "open-inference"
            ? ["--model-address", "https://model.example"]
            : [];

        var result = await gcloud.Script.RunAsync(["--server", kind, .. closed, "--dry-run"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains($"Model__Server={kind}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_IsAFileWithTheSameFunctionsAsTheOthers(string kind)
    {
        var prefix = kind.Replace('-', '_');

        var functions = Function()
            .Matches(File.ReadAllText(Repository.Folder($"deploy/{kind}.sh")))
            .Select(match => match.Groups["name"].Value)
            .ToList();

        Assert.All(functions, name => Assert.StartsWith($"{prefix}_", name, StringComparison.Ordinal));
        Assert.Empty(Functions.Select(name => $"{prefix}_{name}").Except(functions));
    }

    [Fact]
    public void Servers_AreNamedByTheirOwnFilesAlone()
    {
        var others = Directory
            .GetFiles(Repository.Folder("deploy"), "*.sh")
            .Where(file =>
                !Startup.Kinds.Names.Any(kind =>
                    Path.GetFileName(file).StartsWith(kind, StringComparison.Ordinal)
                )
            );

        Assert.All(others, file => Assert.Empty(NamesOfServers(File.ReadAllText(file))));
        // The help, and the default.
        Assert.Equal(
            ["server='tensorflow-serving'"],
            File.ReadLines(Repository.Folder("deploy.sh"))
                .Where(line => !line.StartsWith('#') && NamesOfServers(line).Any())
        );
    }

    private static IEnumerable<string> NamesOfServers(string text) =>
        Startup
            .Kinds.Names.SelectMany(kind => (string[])[kind, $"{kind.Replace('-', '_')}_"])
            .Where(name => text.Contains(name, StringComparison.Ordinal));

    /// <summary>The items of "a, b and c", or of "a, b or c".</summary>
    private static string[] SplitList(string list) =>
        Separator().Split(list).Where(item => item.Length > 0).ToArray();

    [GeneratedRegex(@"--server SERVER\s+where the model is served:(?<choices>.*?)^ *--", Lines)]
    private static partial Regex Choices();

    [GeneratedRegex(@"\(.*?\)", Lines)]
    private static partial Regex Remark();

    [GeneratedRegex(@"--server 'none' is not one of (?<choices>.*)\.")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"(?:,|\s|\band\b|\bor\b)+")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?<name>\w+)\(\) \{", RegexOptions.Multiline)]
    private static partial Regex Function();
}
