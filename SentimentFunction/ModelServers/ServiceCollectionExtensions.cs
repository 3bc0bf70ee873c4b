using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SentimentFunction.Configuration;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Adds the predictor.</summary>
internal static class ServiceCollectionExtensions
{
    /// <summary>The share of a request's time that a call of the model server may take.</summary>
    private const double CallShare = 0.95;

    /// <summary>Adds the predictor for the chosen model server, and what reads its predictions.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="settings">Where the model is served, and how.</param>
    public static void AddModelServer(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(new SentimentReader(settings.Model.Labels, settings.Model.Output));
        if (settings.Model.Server == EmbeddedPredictor.Server)
        {
            services.AddEmbedded(settings.Model);
        }
        else
        {
            services.AddRemote(settings);
        }
    }

    private static void AddEmbedded(this IServiceCollection services, ModelOptions options)
    {
        // Loads beside the rest of the start, which is what the first request waits for.
        var model = Task.Run(static () => SentimentModel.Embedded);
        services.AddSingleton(_ => Pin(new EmbeddedPredictor(model.GetAwaiter().GetResult()), options.Version));
    }

    private static void AddRemote(this IServiceCollection services, Settings settings)
    {
        // Starts beside the rest of the start, which is what the first request waits for.
        var logger = new DeferredLogger<ModelVersionCache>();
        var predictor = Task.Run(() => WarmUp(CreateRemote(settings, logger)));
        services.AddSingleton(_ => predictor.GetAwaiter().GetResult());
        services.AddSingleton(logger);
        services.AddHostedService<DeferredLogger<ModelVersionCache>.Opener>();
    }

    private static IPredictor CreateRemote(Settings settings, ILogger<ModelVersionCache> logger)
    {
        var factory = new PredictorFactory(
            settings.Model, settings.Limits.RequestTimeout * CallShare, TimeProvider.System, logger);
        return Pin(Batch(factory.Create(), settings.Batching), settings.Model.Version);
    }

    /// <summary>Looks up credential and version, and opens a connection. What can't be had has been logged, and is
    /// asked for again when a request needs it.</summary>
    private static IPredictor WarmUp(IPredictor predictor)
    {
        _ = Task.Run(() => predictor.DescribeAsync(null, CancellationToken.None));
        return predictor;
    }

    private static IPredictor Batch(IPredictor predictor, BatchingOptions options) =>
        options.MaxInstances > 1 ? new BatchingPredictor(predictor, options) : predictor;

    private static IPredictor Pin(IPredictor predictor, string? version) =>
        version is null ? predictor : new PinnedVersionPredictor(predictor, version);
}
