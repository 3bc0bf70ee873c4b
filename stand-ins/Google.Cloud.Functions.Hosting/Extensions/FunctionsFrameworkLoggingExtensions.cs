using Google.Cloud.Functions.Hosting.Configuration;
using Google.Cloud.Functions.Hosting.Logging;
using Microsoft.AspNetCore.Hosting;

namespace Microsoft.Extensions.Logging;

/// <summary>Adds the framework's logging.</summary>
public static class FunctionsFrameworkLoggingExtensions
{
    /// <summary>Logs to the console: JSON for Cloud Logging if it is configured, else text.</summary>
    /// <param name="builder">The logging so far.</param>
    /// <param name="context">The host that is being built, with its configuration.</param>
    /// <returns>The same logging.</returns>
    public static ILoggingBuilder AddFunctionsConsoleLogging(
        this ILoggingBuilder builder,
        WebHostBuilderContext context
    ) =>
        builder.AddProvider(
            new ConsoleLoggerProvider(FunctionsFrameworkOptions.Read(context.Configuration).JsonLogging)
        );
}
