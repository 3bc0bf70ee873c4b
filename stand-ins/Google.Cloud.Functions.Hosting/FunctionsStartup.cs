using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting;

/// <summary>What a function adds to its host.</summary>
/// <remarks>By default, the methods do nothing. Derived classes need a public constructor without
/// parameters.</remarks>
/// <seealso cref="FunctionsStartupAttribute"/>
public abstract class FunctionsStartup
{
    /// <summary>Adds sources of configuration, which win over every other source.</summary>
    /// <param name="context">The host that is being built.</param>
    /// <param name="configuration">The sources so far.</param>
    public virtual void ConfigureAppConfiguration(
        WebHostBuilderContext context,
        IConfigurationBuilder configuration
    )
    {
        // By default there are none.
    }

    /// <summary>Adds logger providers and filters, beside the console.</summary>
    /// <param name="context">The host that is being built.</param>
    /// <param name="logging">The logging so far.</param>
    public virtual void ConfigureLogging(WebHostBuilderContext context, ILoggingBuilder logging) { }

    /// <summary>Adds services, which the function's constructor can ask for.</summary>
    /// <param name="context">The host that is being built.</param>
    /// <param name="services">The services so far.</param>
    public virtual void ConfigureServices(WebHostBuilderContext context, IServiceCollection services) { }

    /// <summary>Adds middleware, which sees every request before the function does.</summary>
    /// <param name="context">The host that is being built.</param>
    /// <param name="app">The request pipeline so far.</param>
    public virtual void Configure(WebHostBuilderContext context, IApplicationBuilder app) { }
}
