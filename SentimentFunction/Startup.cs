using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SentimentFunction.Configuration;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.ModelServers;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.ModelServers.OpenInference;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Observability;

[assembly: FunctionsStartup(typeof(SentimentFunction.Startup))]

namespace SentimentFunction;

/// <summary>Puts the function together.</summary>
public sealed class Startup : FunctionsStartup
{
    private readonly ModelServerKinds _kinds;

    /// <summary>The function with all kinds of model servers.</summary>
    public Startup()
        : this(Kinds) { }

    /// <summary>The function with other kinds of model servers.</summary>
    /// <param name="kinds">The kinds.</param>
    internal Startup(ModelServerKinds kinds) => _kinds = kinds;

    /// <summary>Where a model can be served.</summary>
    internal static ModelServerKinds Kinds { get; } =
        new(
            new EmbeddedKind(),
            new AiPlatformKind(),
            new VertexAiKind(),
            new TensorFlowServingKind(),
            new OpenInferenceKind()
        );

    /// <inheritdoc/>
    public override void ConfigureAppConfiguration(
        WebHostBuilderContext context,
        IConfigurationBuilder configuration
    ) => configuration.AddSettingsOfAssembly();

    /// <inheritdoc/>
    public override void ConfigureServices(WebHostBuilderContext context, IServiceCollection services)
    {
        var settings = Settings.Read(_kinds, context.Configuration, context.HostingEnvironment);

        services.AddServerLimits(settings.Limits);
        services.AddPredictor(
            settings.Model,
            settings.ModelServer,
            settings.Batching,
            settings.Limits.TimeOf(settings.ModelServer.IsInProcess)
        );
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
        app.UseSite(context.HostingEnvironment);
        app.UseRateLimit();
        app.UseRequestDecompression();
    }
}
