using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace SentimentFunction.Configuration;

/// <summary>Adds the settings that are deployed with the function.</summary>
internal static class ConfigurationBuilderExtensions
{
    /// <summary>Adds appsettings.json from beside the assembly, below everything else.</summary>
    /// <remarks>The host reads it from the working directory, which in the cloud is another folder.</remarks>
    /// <param name="builder">The configuration so far.</param>
    public static void AddSettingsOfAssembly(this IConfigurationBuilder builder) =>
        builder.Sources.Insert(
            0,
            new JsonConfigurationSource
            {
                FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
                Path = "appsettings.json",
                Optional = true,
            }
        );
}
