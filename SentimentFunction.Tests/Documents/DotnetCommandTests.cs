using System.Text.Json;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Looks for what the commands of the .NET SDK name that the documents show: running them would
/// build and test within a test.</summary>
public sealed class DotnetCommandTests
{
    private const string Property = "-p:";

    public static TheoryData<string, string> Commands() => DocumentedCommand.Of(CommandKind.Dotnet);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_AsWritten_NamesWhatIsThere(string document, string command)
    {
        var parts = DotnetCommand.Parse(command);

        Assert.True(command.StartsWith("dotnet ", StringComparison.Ordinal), document);
        await (
            LocalTools().Contains(parts.Name) ? CheckFilesAsync(parts)
            : parts.Name == "tool" ? CheckSubcommandAsync(parts)
            : CheckAsync(parts)
        );
    }

    [Theory]
    [InlineData("run", "--project tools/Missing")]
    [InlineData("run", "--project tools/ModelServer -- --prot 8500")]
    [InlineData("run", "--project tools/ModelTrainer -- trian")]
    [InlineData("run", "--projcet tools/ModelServer")]
    [InlineData("test", "--filter \"FullyQualifiedName~PredictTest5\"")]
    [InlineData("test", "SentimentFunction.Test")]
    [InlineData("build", "-p:GooglePackage=true")]
    [InlineData("tool", "restroe")]
    public async Task Command_WithAMistake_IsFound(string name, string arguments) =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() =>
            Command_AsWritten_NamesWhatIsThere("", $"dotnet {name} {arguments}")
        );

    private static async Task CheckAsync(DotnetCommand command)
    {
        var help = await DotnetHelp.OfSdkAsync(command.Name);
        foreach (var (option, value) in command.Options)
        {
            if (option.StartsWith(Property, StringComparison.Ordinal))
            {
                CheckProperty(option[Property.Length..].Split('=')[0]);
            }
            else
            {
                DotnetHelp.Names(help, option);
            }

            if (option == "--filter")
            {
                CheckFilter(value!);
            }
        }

        await CheckFilesAsync(command);
        if (command.ValueOf("--project") is { } project)
        {
            Assert.NotEmpty(Directory.GetFiles(Existing(project), "*.csproj"));
            await CheckProgramAsync(project, command.ProgramArguments);
        }
    }

    private static async Task CheckSubcommandAsync(DotnetCommand command) =>
        DotnetHelp.Names(await DotnetHelp.OfSdkAsync(command.Name), Assert.Single(command.Arguments));

    private static Task CheckFilesAsync(DotnetCommand command)
    {
        // A tool's own subcommand comes first.
        var files = LocalTools().Contains(command.Name) ? command.Arguments.Skip(1) : command.Arguments;
        Assert.All(files, file => Existing(file));
        return Task.CompletedTask;
    }

    private static async Task CheckProgramAsync(string project, IReadOnlyList<string> arguments)
    {
        var command = arguments is [var first, ..] && !first.StartsWith('-') ? first : null;
        if (command is not null)
        {
            DotnetHelp.Names(await DotnetHelp.OfProgramAsync(project, null), command);
        }

        foreach (var option in arguments.Where(argument => argument.StartsWith('-')))
        {
            DotnetHelp.Names(await DotnetHelp.OfProgramAsync(project, command), option);
        }
    }

    private static void CheckProperty(string name) =>
        Assert.Contains(
            $"<{name} ",
            File.ReadAllText(Repository.Folder("Directory.Build.props")),
            StringComparison.Ordinal
        );

    private static void CheckFilter(string filter)
    {
        var name = filter.Split('~')[^1];
        Assert.Contains(typeof(DotnetCommandTests).Assembly.GetTypes(), type =>
            type.FullName!.Contains(name, StringComparison.Ordinal)
        );
    }

    private static string Existing(string path)
    {
        var full = Repository.Folder(path);
        Assert.True(Path.Exists(full), $"There is no '{path}'.");
        return full;
    }

    private static string[] LocalTools()
    {
        using var manifest = JsonDocument.Parse(
            File.ReadAllText(Repository.Folder(".config/dotnet-tools.json"))
        );
        return
        [
            .. manifest
                .RootElement.GetProperty("tools")
                .EnumerateObject()
                .SelectMany(tool => tool.Value.GetProperty("commands").EnumerateArray())
                .Select(command => command.GetString()!),
        ];
    }
}
