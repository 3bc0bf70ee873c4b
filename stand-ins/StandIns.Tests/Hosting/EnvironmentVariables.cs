namespace StandIns.Tests.Hosting;

/// <summary>Sets the framework's environment variables, and puts back what they were.</summary>
internal sealed class EnvironmentVariables : IDisposable
{
    private static readonly string[] Names =
    [
        "PORT",
        "FUNCTION_TARGET",
        "K_SERVICE",
        "DOTNET_RUNNING_IN_CONTAINER",
    ];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Read);

    public EnvironmentVariables(params (string Name, string Value)[] variables)
    {
        Write(Names.Select(name => (name, (string?)null)));
        Write(variables.Select(variable => (variable.Name, (string?)variable.Value)));
    }

    public void Dispose() => Write(_before.Select(variable => (variable.Key, variable.Value)));

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name);

    private static void Write(IEnumerable<(string Name, string? Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
