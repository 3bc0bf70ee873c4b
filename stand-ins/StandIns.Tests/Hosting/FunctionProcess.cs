using System.Diagnostics;

namespace StandIns.Tests.Hosting;

/// <summary>The sample function in a process of its own, which ends with the test at the latest.</summary>
internal sealed class FunctionProcess : ServerProcess
{
    private static readonly string[] FrameworkVariables =
    [
        "PORT",
        "FUNCTION_TARGET",
        "K_SERVICE",
        "DOTNET_RUNNING_IN_CONTAINER",
        "ASPNETCORE_URLS",
        "ASPNETCORE_ENVIRONMENT",
        "DOTNET_ENVIRONMENT",
    ];

    private FunctionProcess(ProcessStartInfo start)
        : base(start) { }

    public static FunctionProcess Start(string[] args, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Sample.Function).Assembly.Location, .. args])
        {
            WorkingDirectory = AppContext.BaseDirectory,
        };
        Array.ForEach(FrameworkVariables, name => start.Environment.Remove(name));
        Array.ForEach(variables, variable => start.Environment[variable.Name] = variable.Value);
        return new FunctionProcess(start);
    }

    /// <summary>Waits until the function can be called.</summary>
    /// <returns>A client of it.</returns>
    public async Task<HttpClient> ListenAsync() => new() { BaseAddress = await AddressAsync() };
}
