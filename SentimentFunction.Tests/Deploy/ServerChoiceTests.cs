using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Embedded;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>deploy.sh knows the same kinds of model servers as the function.</summary>
public sealed partial class ServerChoiceTests
{
    private const RegexOptions Lines = RegexOptions.Multiline | RegexOptions.Singleline;

    /// <summary>The steps in which every model server is something else.</summary>
    private static readonly string[] Steps = ["deploy_model", "show_status", "destroy"];

    private static readonly string Script = File.ReadAllText(Repository.Folder("deploy.sh"));

    public static TheoryData<string> Kinds() => new(Startup.Kinds.Names);

    [BashFact]
    public async Task Help_NamesTheKinds()
    {
        using var gcloud = new FakeGcloud();

        var help = await gcloud.Script.RunBashAsync([Repository.Folder("deploy.sh"), "--help"]);

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

        var result = await gcloud.Script.RunAsync("--server", kind, "--dry-run");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains($"Model__Server={kind}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_AreOfKinds()
    {
        var named = Branches(Script)
            .Concat(Comparison().Matches(Script).Select(match => match.Groups["kind"].Value));

        Assert.All(named, kind => Assert.Contains(kind, Startup.Kinds.Names));
    }

    [Fact]
    public void Steps_HaveABranchForEveryModelServer()
    {
        // The embedded model is part of the function, and goes and comes with it.
        var servers = Startup.Kinds.All.Where(kind => kind is not EmbeddedKind).Select(kind => kind.Name);

        Assert.All(Steps, step => Assert.Equal(servers.Order(), Branches(FunctionOf(step)).Order()));
    }

    /// <summary>The patterns of the script's choices by the server.</summary>
    private static IEnumerable<string> Branches(string script) =>
        Choice()
            .Matches(script)
            .SelectMany(choice => Branch().Matches(choice.Value))
            .SelectMany(branch => branch.Groups["kinds"].Value.Split('|'));

    /// <summary>The text of a function of the script.</summary>
    private static string FunctionOf(string name) =>
        Regex.Match(Script, $@"^{name}\(\) \{{$.*?^\}}$", Lines) is { Success: true, Value: var text }
            ? text
            : throw new InvalidOperationException($"deploy.sh has no function '{name}'.");

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

    [GeneratedRegex(@"case ""\$\{server\}"" in$.*?^ *esac$", Lines)]
    private static partial Regex Choice();

    [GeneratedRegex(@"^ *(?<kinds>[a-z|-]+)\)", RegexOptions.Multiline)]
    private static partial Regex Branch();

    [GeneratedRegex(@"""\$\{server\}"" [!=]= '(?<kind>[^']*)'")]
    private static partial Regex Comparison();
}
