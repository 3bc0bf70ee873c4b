using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SentimentFunction.Configuration;

/// <summary>Checks the settings that the host reads itself, and would end with a stack trace over.</summary>
internal static class HostSettings
{
    private const string DefaultEnvironment = "Production";

    private static readonly string[] EnvironmentNames = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>Checks what the host needs before it can ask this function for anything.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="target">The full name of the function's type.</param>
    /// <param name="readAll">Reads and checks all settings.</param>
    /// <exception cref="OptionsValidationException">It is wrong. All that is wrong with the other settings is
    /// named as well.</exception>
    public static void CheckBeforeStart(
        string[] args,
        string target,
        Action<IConfiguration, IHostEnvironment> readAll
    )
    {
        var reader = new SettingsReader(Build(new ConfigurationBuilder(), args));
        CheckLaunch(reader, target);
        if (reader.HasErrors)
        {
            var environment = new HostingEnvironment
            {
                EnvironmentName = EnvironmentNames
                    .Select(Environment.GetEnvironmentVariable)
                    .FirstOrDefault(name => !string.IsNullOrEmpty(name))
                    ?? DefaultEnvironment,
                ContentRootPath = Directory.GetCurrentDirectory(),
            };
            readAll(ReadAll(environment.EnvironmentName, args), environment);
        }
    }

    /// <summary>Checks all of it.</summary>
    /// <param name="reader">Reads the settings, and gets what is wrong with them.</param>
    /// <param name="target">The full name of the function's type.</param>
    public static void Check(SettingsReader reader, string target)
    {
        CheckLaunch(reader, target);
        CheckForwarding(reader);
        CheckLogLevels(reader);
    }

    private static void CheckLaunch(SettingsReader reader, string function)
    {
        var port = reader.Text("FunctionsFramework:Port");
        if (port is not null && !(int.TryParse(port, out var number) && number is >= 0 and <= 65_535))
        {
            reader.Refuse(
                reader.Text("PORT") == port ? "PORT" : "--port",
                $"'{port}' is not a port: a whole number from 1 to 65,535, or 0 for a free one."
            );
        }

        var target = reader.Text("FunctionsFramework:FunctionTarget");
        if (target is not null && target != function)
        {
            reader.Refuse(
                reader.Text("FUNCTION_TARGET") == target ? "FUNCTION_TARGET" : "--target",
                $"'{target}' is not a function here: leave it out, or write {function}."
            );
        }
    }

    /// <summary>ASP.NET Core has a switch that believes any caller's X-Forwarded-For.</summary>
    private static void CheckForwarding(SettingsReader reader)
    {
        if ("true".Equals(reader.Text("ForwardedHeaders_Enabled"), StringComparison.OrdinalIgnoreCase))
        {
            reader.Refuse(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
                "with it callers choose the address that their requests are counted under: leave it out. "
                    + "Limits__TrustedProxies says how many proxies are before the function."
            );
        }
    }

    private static void CheckLogLevels(SettingsReader reader)
    {
        foreach (var key in reader.KeysIn("Logging").Where(IsLogLevel))
        {
            if (
                reader.Text(key) is { } text
                && !(Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level))
            )
            {
                reader.Refuse(
                    key,
                    $"'{text}' is not a log level. "
                        + $"Choose from: {string.Join(", ", Enum.GetNames<LogLevel>())}."
                );
            }
        }
    }

    /// <summary>Those of all loggers, "Logging:LogLevel:Default", or of one provider,
    /// "Logging:Console:LogLevel:Default".</summary>
    private static bool IsLogLevel(string key) =>
        key.Split(':') is [_, "LogLevel", _] or [_, _, "LogLevel", _];

    /// <summary>What the host reads, in its order.</summary>
    private static IConfiguration ReadAll(string environment, string[] args)
    {
        var builder = new ConfigurationBuilder()
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables("ASPNETCORE_");
        builder.AddSettingsOfAssembly();
        return Build(builder, args);
    }

    private static IConfiguration Build(IConfigurationBuilder builder, string[] args)
    {
        try
        {
            return builder
                .AddEnvironmentVariables()
                .AddFunctionsEnvironment()
                .AddFunctionsCommandLine(args)
                .Build();
        }
        catch (FormatException exception)
        {
            throw new OptionsValidationException(
                nameof(HostSettings),
                typeof(HostSettings),
                [$"The command line: {exception.Message}"]
            );
        }
    }
}
