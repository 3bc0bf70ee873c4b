using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers;

/// <summary>Adds the predictor.</summary>
internal static class PredictorServices
{
    /// <summary>Adds the predictor of the chosen model server, and what reads its predictions.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="model">Where the model is served, and how its predictions are read.</param>
    /// <param name="server">The model server there.</param>
    /// <param name="batching">How requests share its calls.</param>
    /// <param name="requestTime">The time for a request.</param>
    public static void AddPredictor(
        this IServiceCollection services,
        ModelOptions model,
        ModelServerSetup server,
        BatchingOptions batching,
        RequestTime requestTime
    )
    {
        var logger = new DeferredLogger<ModelVersionCache>();
        var context = new ModelServerContext(
            model,
            requestTime,
            MemoryBudget.OfProcess(),
            TimeProvider.System,
            logger
        );

        // Starts beside the rest of the start, which is what the first request waits for.
        var predictor = Task.Run(() => Create(server, batching, context));
        services.AddSingleton(new SentimentReader(model.Labels, model.Output, model.Unsure));
        services.AddSingleton(new ModelProfile(model.Labels, server.IsVersionSelectable));
        services.AddSingleton(provider => ListVersions(provider, model));
        services.AddSingleton(server.Payload);
        services.AddSingleton(context.Budget);
        services.AddSingleton(requestTime);
        services.AddSingleton(_ => predictor.GetAwaiter().GetResult());
        services.AddSingleton(logger);
        services.AddHostedService<DeferredLogger<ModelVersionCache>.Opener>();
        services.AddHostedService(_ => new PredictorStart(predictor));
    }

    private static VersionList ListVersions(IServiceProvider provider, ModelOptions model) =>
        new(
            provider.GetRequiredService<IPredictor>().ListVersionsAsync,
            model.RefreshAfter,
            model.ExpireAfter,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<VersionList>>()
        );

    private static IPredictor Create(
        ModelServerSetup server,
        BatchingOptions batching,
        ModelServerContext context
    )
    {
        var predictor = server.CreatePredictor(context);
        if (!server.IsInProcess)
        {
            predictor = Share(predictor, server.Payload, batching, context);
        }

        if (context.Model.Version is { } version)
        {
            predictor = new PinnedVersionPredictor(predictor, version);
        }

        if (!server.IsInProcess)
        {
            WarmUp(predictor);
        }

        return predictor;
    }

    private static RetryingPredictor Share(
        IPredictor predictor,
        PayloadLimit payload,
        BatchingOptions batching,
        ModelServerContext context
    )
    {
        var options = new LaneOptions(
            batching.MaxInstances,
            batching.MaxConcurrentCalls,
            payload,
            context.RequestTime,
            context.Time
        )
        {
            DefaultVersion = context.Model.Version,
        };
        predictor = new BatchingPredictor(predictor, options, context.Budget);
        if (options.IsSharing)
        {
            predictor = new CuttingPredictor(predictor, options, context.Budget);
        }

        return new(predictor, context.RequestTime, context.Time);
    }

    /// <summary>Looks up credential and version, and opens a connection. What fails has been logged, and is
    /// asked for again when a request needs it.</summary>
    private static void WarmUp(IPredictor predictor) =>
        _ = Task.Run(() => predictor.DescribeAsync(null, CancellationToken.None));

    /// <summary>Lets the function start only with a predictor: a model server that is put together wrongly is
    /// no surprise of the first request's.</summary>
    private sealed class PredictorStart(Task<IPredictor> predictor) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            try
            {
                await predictor;
            }
            catch (Exception exception)
            {
                throw new InvalidDataException(
                    $"the model server can't be set up: {exception.Message}",
                    exception
                );
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
