using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using SentimentFunction.Configuration;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>Reads settings.</summary>
public abstract class SettingsTest
{
    private protected static Settings Read(
        string environment,
        params (string Key, string Value)[] settings
    ) =>
        Settings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)
                )
                .Build(),
            new HostingEnvironment
            {
                EnvironmentName = environment,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );

    private protected static IEnumerable<string> Failures(
        string environment,
        params (string Key, string Value)[] settings
    ) => Assert.Throws<OptionsValidationException>(() => Read(environment, settings)).Failures;
}
