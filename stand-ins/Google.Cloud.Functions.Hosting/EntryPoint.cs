using System.Reflection;
namespace Google.Cloud.Functions.Hosting;

/// <summary>Starts the function.</summary>
public static class EntryPoint
{
    /// <summary>Placeholder.</summary>
    /// <param name="functionAssembly">The assembly.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> StartAsync(Assembly functionAssembly, string[] args) => Task.FromResult(0);
}
