using Microsoft.Extensions.Configuration;

namespace Google.Cloud.Functions.Hosting.Configuration;

/// <summary>Maps the environment variables of Cloud Functions to the framework's settings.</summary>
internal sealed class FunctionsEnvironment : ConfigurationProvider, IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override void Load()
    {
        // Only these two are left to other sources when the variable is missing.
        CopyUnlessBlank(
            EntryPoint.FunctionTargetEnvironmentVariable,
            nameof(FunctionsFrameworkOptions.FunctionTarget)
        );
        CopyUnlessBlank(EntryPoint.PortEnvironmentVariable, nameof(FunctionsFrameworkOptions.Port));
        SetSetting(nameof(FunctionsFrameworkOptions.Address), RunsInContainer() ? "Any" : "Loopback");
        SetSetting(nameof(FunctionsFrameworkOptions.JsonLogging), RunsInCloud() ? "True" : "False");
    }

    private static bool RunsInContainer() =>
        "true".Equals(Read("DOTNET_RUNNING_IN_CONTAINER"), StringComparison.OrdinalIgnoreCase);

    private static bool RunsInCloud() => !string.IsNullOrWhiteSpace(Read("K_SERVICE"));

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable);

    private void CopyUnlessBlank(string variable, string setting)
    {
        var value = Read(variable);
        if (!string.IsNullOrWhiteSpace(value))
        {
            SetSetting(setting, value);
        }
    }

    private void SetSetting(string setting, string value) =>
        Data[ConfigurationPath.Combine(FunctionsFrameworkOptions.Section, setting)] = value;
}
