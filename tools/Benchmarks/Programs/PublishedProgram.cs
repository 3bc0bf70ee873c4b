using System.Diagnostics;
using System.Globalization;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>A .NET program that has been published into a folder, or will be; started as the cloud starts
/// it.</summary>
/// <param name="Folder">Where it is published.</param>
/// <param name="Name">The name of its assembly, and of its project.</param>
/// <param name="Project">The folder of its project, in the repository.</param>
internal sealed record PublishedProgram(string Folder, string Name, string Project) : IServerProgram
{
    /// <summary>Variables that must not be inherited from this program's environment.</summary>
    private static readonly string[] Unset =
    [
        "DOTNET_RUNNING_IN_CONTAINER",
        "ASPNETCORE_ENVIRONMENT",
        "DOTNET_ENVIRONMENT",
        SocketMode.Variable,
    ];

    /// <summary>Whether the runtime is included, as with <c>deploy.sh --self-contained</c>.</summary>
    public bool IsSelfContained { get; init; }

    public static PublishedProgram Function(string folder) =>
        new(folder, "SentimentFunction", "SentimentFunction");

    public static PublishedProgram Hello(string folder) =>
        new(folder, "HelloFunction", "tools/Benchmarks/HelloFunction");

    public static PublishedProgram PassThrough(string folder) =>
        new(folder, "PassThrough", "tools/Benchmarks/PassThrough");

    /// <inheritdoc/>
    public ProcessStartInfo CreateStartInfo(int port, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [$"{Name}.dll"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
        };
        foreach (var name in Unset)
        {
            start.Environment.Remove(name);
        }

        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTION_TARGET"] = $"{Name}.Function";
        start.Environment["K_SERVICE"] = "benchmark";
        start.Environment["Model__Server"] = "embedded";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
