using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SentimentFunction.Configuration;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.ModelServers;
using SentimentFunction.Observability;

[assembly: FunctionsStartup(typeof(SentimentFunction.Startup))]

namespace SentimentFunction;

/// <summary>Puts the function together.</summary>
public sealed class Startup : FunctionsStartup
{
    /// <inheritdoc/>
    public override void ConfigureAppConfiguration(
        WebHostBuilderContext context,
        IConfigurationBuilder configuration
    ) => configuration.AddSettingsOfAssembly();

    /// <inheritdoc/>
    public override void ConfigureServices(WebHostBuilderContext context, IServiceCollection services)
    {
        var settings = Settings.Read(context.Configuration, context.HostingEnvironment);

        services.AddServerLimits(settings.Limits);
        services.AddModelServer(settings);
        services.AddEdge();
        services.AddHandlers(settings.Limits, settings.Site);
        services.AddPredict();
        services.AddCorsFor(settings.Cors);
        services.AddCompression();
        services.AddRateLimit(settings.Limits);
        services.AddTelemetryExport(context.Configuration);
    }

    /// <inheritdoc/>
    public override void Configure(WebHostBuilderContext context, IApplicationBuilder app)
    {
        app.UsePathPrefix();
        app.UseMiddleware<RequestEdge>();
        app.UseCorsPolicy();
        app.UseResponseCompression();
        app.UseRateLimit();
        app.UseRequestDecompression();
        app.UseSite(context.HostingEnvironment);
    }
}
