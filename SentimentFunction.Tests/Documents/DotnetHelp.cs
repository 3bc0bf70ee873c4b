using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>What dotnet, and the programs of this repository, say of themselves with --help.</summary>
internal static class DotnetHelp
{
    private static readonly ConcurrentDictionary<string, Task<string>> Texts = new();

    /// <summary>The configuration and framework that the tests are built with, as the programs are.</summary>
    private static readonly string BuildFolder = Path.GetRelativePath(
        Path.Combine(AppContext.BaseDirectory, "..", ".."),
        AppContext.BaseDirectory
    );

    /// <summary>The help of a command of the .NET SDK.</summary>
    /// <param name="command">The command, such as <c>build</c>.</param>
    public static Task<string> OfSdkAsync(string command) => ReadAsync(command);

    /// <summary>The help of a program of this repository.</summary>
    /// <param name="project">The folder of its project, from the root.</param>
    /// <param name="command">One of its commands; null for the program's own help.</param>
    public static Task<string> OfProgramAsync(string project, string? command)
    {
        var program = Path.Combine(
            Repository.Folder(project),
            "bin",
            BuildFolder,
            $"{Path.GetFileName(project)}.dll"
        );
        return command is null ? ReadAsync(program) : ReadAsync(program, command);
    }

    /// <summary>Checks that a help names an option or a command.</summary>
    public static void Names(string help, string word) =>
        Assert.True(
            Regex.IsMatch(help, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])"),
            $"'{word}' is not in:\n{help}"
        );

    private static Task<string> ReadAsync(params string[] arguments) =>
        Texts.GetOrAdd(string.Join(' ', arguments), _ => RunAsync(arguments));

    private static async Task<string> RunAsync(string[] arguments)
    {
        var result = await ChildProcess.RunAsync(new ProcessStartInfo("dotnet", [.. arguments, "--help"]));
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
