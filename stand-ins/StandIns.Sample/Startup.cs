using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace StandIns.Sample;

/// <summary>Takes the greeting from the environment variable STARTUP_GREETING, if it is set.</summary>
public sealed class Startup : FunctionsStartup
{
    /// <inheritdoc/>
    public override void ConfigureAppConfiguration(
        WebHostBuilderContext context,
        IConfigurationBuilder configuration
    )
    {
        if (Environment.GetEnvironmentVariable("STARTUP_GREETING") is { } greeting)
        {
            configuration.AddInMemoryCollection([new("Greeting", greeting)]);
        }
    }
}
