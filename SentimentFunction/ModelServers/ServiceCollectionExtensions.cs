using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SentimentFunction.Configuration;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers;

/// <summary>Adds the predictor.</summary>
internal static class ServiceCollectionExtensions
{
    /// <summary>Adds the predictor for the chosen model server, and what reads its predictions.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="settings">Where the model is served, and how.</param>
    public static void AddModelServer(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(new SentimentReader(settings.Model.Labels, settings.Model.Output));
        var payload = PayloadLimitOf(settings.Model);
        var budget = MemoryBudget.OfProcess();
        services.AddSingleton(payload);
        services.AddSingleton(budget);
        if (settings.Model.Server == EmbeddedPredictor.Server)
        {
            services.AddEmbedded(settings.Model);
        }
        else
        {
            services.AddRemote(settings, payload, budget);
        }
    }

    /// <summary>What the model server takes at once.</summary>
    private static PayloadLimit PayloadLimitOf(ModelOptions options) =>
        options.Server switch
        {
            AiPlatformModelServer.Server => AiPlatformModelServer.PayloadLimit,
            VertexAiEndpoint.Server => VertexAiAddresses.PayloadLimitOf(options),
            _ => PayloadLimit.Usual,
        };

    private static void AddEmbedded(this IServiceCollection services, ModelOptions options)
    {
        // Loads beside the rest of the start, which is what the first request waits for.
        var model = Task.Run(static () => SentimentModel.Embedded);
        services.AddSingleton(_ =>
            Pin(new EmbeddedPredictor(model.GetAwaiter().GetResult()), options.Version)
        );
    }

    private static void AddRemote(
        this IServiceCollection services,
        Settings settings,
        PayloadLimit payload,
        MemoryBudget budget
    )
    {
        // Starts beside the rest of the start, which is what the first request waits for.
        var logger = new DeferredLogger<ModelVersionCache>();
        var predictor = Task.Run(() => WarmUp(CreateRemote(settings, payload, budget, logger)));
        services.AddSingleton(_ => predictor.GetAwaiter().GetResult());
        services.AddSingleton(logger);
        services.AddHostedService<DeferredLogger<ModelVersionCache>.Opener>();
    }

    private static IPredictor CreateRemote(
        Settings settings,
        PayloadLimit payload,
        MemoryBudget budget,
        ILogger<ModelVersionCache> logger
    )
    {
        var times = CallTimes.Within(settings.Limits.RequestTimeout);
        var predictor = new PredictorFactory(
            settings.Model,
            times,
            budget,
            TimeProvider.System,
            logger
        ).Create();
        if (settings.Batching.MaxInstances > 1)
        {
            predictor = new BatchingPredictor(predictor, settings.Batching, payload, budget);
        }

        return Pin(
            new RetryingPredictor(predictor, times.Prediction, TimeProvider.System),
            settings.Model.Version
        );
    }

    /// <summary>Looks up credential and version, and opens a connection. What can't be had has been logged,
    /// and is asked for again when a request needs it.</summary>
    private static IPredictor WarmUp(IPredictor predictor)
    {
        _ = Task.Run(() => predictor.DescribeAsync(null, CancellationToken.None));
        return predictor;
    }

    private static IPredictor Pin(IPredictor predictor, string? version) =>
        version is null ? predictor : new PinnedVersionPredictor(predictor, version);
}
