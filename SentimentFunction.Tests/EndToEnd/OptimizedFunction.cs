using System.Diagnostics;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The function as it is optimized for the cloud: the published one, where tests are given one; else
/// one that is built for the tests of a class.</summary>
public sealed class OptimizedFunction : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("optimized-");

    private string? _assembly;

    /// <summary>A folder for what the tests need besides; it is deleted in the end.</summary>
    internal string Folder => _folder.FullName;

    public async ValueTask InitializeAsync() =>
        _assembly = Path.Combine(FunctionProcess.Published ?? await BuildAsync(), "SentimentFunction.dll");

    /// <summary>Starts it.</summary>
    /// <param name="settings">Environment variables.</param>
    internal FunctionProcess Start(params (string Name, string Value)[] settings) =>
        FunctionProcess.StartAssembly(_assembly!, settings);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }

    /// <summary>Builds it, which takes half a minute.</summary>
    /// <returns>Its folder.</returns>
    private async Task<string> BuildAsync()
    {
        var output = Path.Combine(Folder, "function");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "build",
                Repository.Folder("SentimentFunction"),
                "--configuration",
                "Release",
                "--output",
                output,
                "--verbosity",
                "quiet",
                // What is built and restored on the way stays out of the projects' own folders.
                "--artifacts-path",
                Path.Combine(Folder, "build"),
            ]
        );
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var result = await ChildProcess.RunAsync(start);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return output;
    }
}
