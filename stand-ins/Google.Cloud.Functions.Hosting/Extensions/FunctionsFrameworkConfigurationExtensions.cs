using Google.Cloud.Functions.Hosting.Configuration;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds the framework's sources of configuration.</summary>
public static class FunctionsFrameworkConfigurationExtensions
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--port"] = SettingPath(nameof(FunctionsFrameworkOptions.Port)),
        ["--target"] = SettingPath(nameof(FunctionsFrameworkOptions.FunctionTarget)),
    };

    /// <summary>Adds PORT, FUNCTION_TARGET, K_SERVICE and DOTNET_RUNNING_IN_CONTAINER.</summary>
    /// <param name="builder">The sources so far.</param>
    /// <returns>The same sources.</returns>
    public static IConfigurationBuilder AddFunctionsEnvironment(this IConfigurationBuilder builder) =>
        builder.Add(new FunctionsEnvironment());

    /// <summary>Adds the command line: --port, --target and --Section:Key, each with a value; or the target
    /// alone.</summary>
    /// <param name="builder">The sources so far.</param>
    /// <param name="args">The command line; perhaps empty.</param>
    /// <returns>The same sources.</returns>
    public static IConfigurationBuilder AddFunctionsCommandLine(
        this IConfigurationBuilder builder,
        string[] args
    ) =>
        args switch
        {
            null or [] => builder,
            [var target] => builder.AddCommandLine(["--target", target], Switches),
            _ => builder.AddCommandLine(args, Switches),
        };

    private static string SettingPath(string setting) =>
        ConfigurationPath.Combine(FunctionsFrameworkOptions.Section, setting);
}
