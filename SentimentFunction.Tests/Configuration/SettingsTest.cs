using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using SentimentFunction.Configuration;
using SentimentFunction.ModelServers;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>Reads settings.</summary>
public abstract class SettingsTest
{
    private protected static Settings Read(
        string environment,
        params (string Key, string Value)[] settings
    ) => Settings.Read(Startup.Kinds, Reader(settings), Host(environment));

    /// <summary>Reads what one kind of model server declares, after all settings have been read.</summary>
    private protected static T Read<T>(
        Func<ModelServerSettings, T> read,
        params (string Key, string Value)[] settings
    )
    {
        var host = Host(Environments.Development);
        Settings.Read(Startup.Kinds, Reader(settings), host);
        return read(new(new(Reader(settings), ModelOptions.Section, host), isChosen: true));
    }

    private protected static SettingsReader Reader(params (string Key, string Value)[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)
                )
                .Build()
        );

    private protected static IHostEnvironment Host(string environment) =>
        new HostingEnvironment { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory };

    private protected static IEnumerable<string> Failures(
        string environment,
        params (string Key, string Value)[] settings
    ) => Assert.Throws<OptionsValidationException>(() => Read(environment, settings)).Failures;
}
