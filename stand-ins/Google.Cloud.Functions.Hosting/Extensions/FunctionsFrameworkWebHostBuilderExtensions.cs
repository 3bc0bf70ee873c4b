using System.Reflection;
using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Sets up a web host for a function.</summary>
public static class FunctionsFrameworkWebHostBuilderExtensions
{
    /// <summary>Listens on the configured address and port.</summary>
    /// <param name="builder">The host so far.</param>
    /// <returns>The same host.</returns>
    public static IWebHostBuilder ConfigureKestrelForFunctionsFramework(this IWebHostBuilder builder) =>
        builder.ConfigureKestrel(
            (context, kestrel) =>
            {
                var options = FunctionsFrameworkOptions.Read(context.Configuration);
                kestrel.Listen(options.ParseAddress(), options.Port);
            }
        );

    /// <summary>Adds the startups that attributes name.</summary>
    /// <param name="webHostBuilder">The host so far.</param>
    /// <param name="assembly">The assembly whose attributes are read.</param>
    /// <param name="functionType">A function whose attributes are read as well; or none.</param>
    /// <returns>The same host.</returns>
    /// <seealso cref="FunctionsStartupAttribute"/>
    public static IWebHostBuilder UseFunctionsStartups(
        this IWebHostBuilder webHostBuilder,
        Assembly assembly,
        Type? functionType
    )
    {
        foreach (var type in FunctionsStartupAttribute.GetStartupTypes(assembly, functionType))
        {
            webHostBuilder.UseFunctionsStartup((FunctionsStartup)Activator.CreateInstance(type)!);
        }

        return webHostBuilder;
    }

    /// <summary>Adds one startup, after those added so far.</summary>
    /// <param name="webHostBuilder">The host so far.</param>
    /// <param name="startup">The startup.</param>
    /// <returns>The same host.</returns>
    public static IWebHostBuilder UseFunctionsStartup(
        this IWebHostBuilder webHostBuilder,
        FunctionsStartup startup
    ) =>
        webHostBuilder
            .ConfigureAppConfiguration(startup.ConfigureAppConfiguration)
            .ConfigureLogging(startup.ConfigureLogging)
            .ConfigureServices(startup.ConfigureServices)
            // Its Configure method is called when the request pipeline is built.
            .ConfigureServices(services => services.AddSingleton(startup));
}
