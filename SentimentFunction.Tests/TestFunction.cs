using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SentimentFunction.ModelServers;

namespace SentimentFunction.Tests;

/// <summary>The whole function on a test server, with settings and services of a test's own.</summary>
internal static class TestFunction
{
    /// <summary>As the function's own program does: a server that watches for changes of its settings takes
    /// one of the 128 that Linux gives a user, and there are many at once.</summary>
    static TestFunction() =>
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

    public static FunctionTestServer Start(params (string Key, string Value)[] settings) =>
        Start(new Startup(), null, settings);

    public static FunctionTestServer Start(
        Action<IServiceCollection>? replace,
        params (string Key, string Value)[] settings
    ) => Start(new Startup(), replace, settings);

    /// <summary>With kinds of model servers of a test's own.</summary>
    public static FunctionTestServer Start(
        ModelServerKinds kinds,
        params (string Key, string Value)[] settings
    ) => Start(new Startup(kinds), null, settings);

    private static FunctionTestServer Start(
        Startup startup,
        Action<IServiceCollection>? replace,
        (string Key, string Value)[] settings
    ) =>
        FunctionTestServerBuilder
            .Create<Function>()
            .UseFunctionsStartups(new TestSettings(settings), startup, new TestServices(replace))
            .Build();

    private sealed class TestSettings((string Key, string Value)[] settings) : FunctionsStartup
    {
        public override void ConfigureAppConfiguration(
            WebHostBuilderContext context,
            IConfigurationBuilder configuration
        ) =>
            configuration.AddInMemoryCollection(
                settings
                    .Append(("Model:Server", "embedded"))
                    .DistinctBy(setting => setting.Item1)
                    .ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2)
            );
    }

    private sealed class TestServices(Action<IServiceCollection>? replace) : FunctionsStartup
    {
        public override void ConfigureServices(WebHostBuilderContext context, IServiceCollection services) =>
            replace?.Invoke(services);
    }
}
