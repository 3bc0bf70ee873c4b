using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SentimentFunction.Tests;

/// <summary>The whole function on a test server, with settings and services of a test's own.</summary>
internal static class TestFunction
{
    public static FunctionTestServer Start(params (string Key, string Value)[] settings) =>
        Start(null, settings);

    public static FunctionTestServer Start(
        Action<IServiceCollection>? replace,
        params (string Key, string Value)[] settings
    ) =>
        FunctionTestServerBuilder
            .Create<Function>()
            .UseFunctionsStartups(new TestSettings(settings), new Startup(), new TestServices(replace))
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
