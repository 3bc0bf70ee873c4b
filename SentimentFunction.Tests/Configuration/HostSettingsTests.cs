using Microsoft.Extensions.Hosting;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>What the host reads itself.</summary>
public sealed class HostSettingsTests : SettingsTest
{
    [Theory]
    [InlineData("Logging:LogLevel:Default", "Loud")]
    [InlineData("Logging:LogLevel:Microsoft.Hosting", "7")]
    [InlineData("Logging:Console:LogLevel:Default", "info")]
    public void Read_UnknownLogLevel_IsRefused(string key, string level) =>
        Assert.Equal(
            [
                $"{key.Replace(":", "__", StringComparison.Ordinal)}: '{level}' is not a log level. "
                    + "Choose from: Trace, Debug, Information, Warning, Error, Critical, None.",
            ],
            Failures(Environments.Development, (key, level))
        );

    [Theory]
    [InlineData("Logging:LogLevel:Default", "warning")]
    [InlineData("Logging:LogLevel:Default", "3")]
    [InlineData("Logging:LogLevel:Default", "")]
    [InlineData("Logging:Console:FormatterName", "Loud")]
    public void Read_OtherLogSettings_AreTaken(string key, string value) =>
        Read(Environments.Development, (key, value));
}
