using System.Diagnostics;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The function in a process of its own, started the way the cloud starts it, on a free
/// port.</summary>
internal sealed class FunctionProcess : ServerProcess
{
    /// <summary>The function as it was built, or as it was published.</summary>
    private static readonly string Own = Path.Combine(
        Published ?? AppContext.BaseDirectory,
        "SentimentFunction.dll"
    );

    private FunctionProcess(ProcessStartInfo start)
        : base(start) { }

    /// <summary>The folder into which the function was published, which PUBLISHED_FUNCTION names; null where
    /// it was only built.</summary>
    public static string? Published => Environment.GetEnvironmentVariable("PUBLISHED_FUNCTION");

    /// <summary>Starts the function.</summary>
    /// <param name="settings">Environment variables.</param>
    public static FunctionProcess Start(params (string Name, string Value)[] settings) =>
        StartAssembly(Own, settings);

    /// <summary>Starts the function with a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">Environment variables.</param>
    public static FunctionProcess StartWith(
        string[] arguments,
        params (string Name, string Value)[] settings
    ) => StartAssembly(Own, arguments, settings);

    /// <summary>Starts the function from another folder than the tests' own.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="settings">Environment variables.</param>
    public static FunctionProcess StartAssembly(
        string assembly,
        params (string Name, string Value)[] settings
    ) => StartAssembly(assembly, [], settings);

    private static FunctionProcess StartAssembly(
        string assembly,
        string[] arguments,
        (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["PORT"] = "0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new FunctionProcess(start);
    }
}
