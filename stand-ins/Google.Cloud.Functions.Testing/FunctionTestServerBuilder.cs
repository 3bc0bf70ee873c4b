using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Testing;

/// <summary>Builds servers that differ from the usual one.</summary>
public class FunctionTestServerBuilder
{
    private IEnumerable<FunctionsStartup>? _startups;
    private bool _logsToConsole;

    private FunctionTestServerBuilder(Type functionTarget) => FunctionTarget = functionTarget;

    /// <summary>The function's type.</summary>
    public Type FunctionTarget { get; }

    /// <summary>Begins with the usual server of a function.</summary>
    /// <typeparam name="TFunction">The function's type.</typeparam>
    /// <returns>The builder.</returns>
    public static FunctionTestServerBuilder Create<TFunction>() => Create(typeof(TFunction));

    /// <summary>Begins with the usual server of a function.</summary>
    /// <param name="targetFunction">The function's type.</param>
    /// <returns>The builder.</returns>
    public static FunctionTestServerBuilder Create(Type targetFunction) => new(targetFunction);

    /// <summary>Replaces the startups; the last call counts.</summary>
    /// <param name="startups">The startups, or null for those of the function.</param>
    /// <returns>The same builder.</returns>
    public FunctionTestServerBuilder UseFunctionsStartups(IEnumerable<FunctionsStartup>? startups)
    {
        _startups = startups;
        return this;
    }

    /// <summary>Replaces the startups; the last call counts.</summary>
    /// <param name="startups">The startups.</param>
    /// <returns>The same builder.</returns>
    public FunctionTestServerBuilder UseFunctionsStartups(params FunctionsStartup[] startups) =>
        UseFunctionsStartups((IEnumerable<FunctionsStartup>)startups);

    /// <summary>Replaces the startups by those that a type names, if it names any.</summary>
    /// <param name="startupAttributeSource">A type with <see cref="FunctionsStartupAttribute"/>s, its own or
    /// its assembly's; null changes nothing.</param>
    /// <returns>The same builder.</returns>
    public FunctionTestServerBuilder MaybeUseFunctionsStartupsFromAttributes(Type? startupAttributeSource)
    {
        if (startupAttributeSource is null)
        {
            return this;
        }

        FunctionsStartup[] startups =
        [
            .. FunctionsStartupAttribute
                .GetStartupTypes(startupAttributeSource.Assembly, startupAttributeSource)
                .Select(type => (FunctionsStartup)Activator.CreateInstance(type)!),
        ];
        return startups.Length > 0 ? UseFunctionsStartups(startups) : this;
    }

    /// <summary>Chooses whether the console gets the log as well.</summary>
    /// <param name="enabled">Whether it does. The default is false.</param>
    /// <returns>The same builder.</returns>
    public FunctionTestServerBuilder UseFunctionsFrameworkConsoleLogging(bool enabled)
    {
        _logsToConsole = enabled;
        return this;
    }

    /// <summary>Starts a server.</summary>
    /// <returns>The server.</returns>
    /// <exception cref="InvalidOperationException">The function's type is not a function.</exception>
    public FunctionTestServer Build() => new(StartHost(), FunctionTarget);

    /// <summary>Starts a server's host.</summary>
    /// <returns>The host.</returns>
    internal IHost StartHost() =>
        Host.CreateDefaultBuilder().ConfigureWebHostDefaults(ConfigureWebHost).Start();

    private void ConfigureWebHost(IWebHostBuilder web)
    {
        var logs = new MemoryLoggerProvider();
        web.UseTestServer()
            .ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs))
            .ConfigureServices(services => services.AddSingleton(logs).AddFunctionTarget(FunctionTarget));
        UseStartups(web);
        if (_logsToConsole)
        {
            web.ConfigureLogging((context, logging) => logging.AddFunctionsConsoleLogging(context));
        }

        web.Configure((context, app) => app.UseFunctionsFramework(context));
    }

    private void UseStartups(IWebHostBuilder web)
    {
        if (_startups is null)
        {
            web.UseFunctionsStartups(FunctionTarget.Assembly, FunctionTarget);
            return;
        }

        foreach (var startup in _startups)
        {
            web.UseFunctionsStartup(startup);
        }
    }
}
