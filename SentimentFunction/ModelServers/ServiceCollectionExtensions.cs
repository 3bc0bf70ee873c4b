using Microsoft.Extensions.DependencyInjection;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Adds the predictor.</summary>
internal static class ServiceCollectionExtensions
{
    /// <summary>Adds the predictor for the chosen model server, and what reads its predictions.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="options">Where the model is served.</param>
    public static void AddModelServer(this IServiceCollection services, ModelOptions options)
    {
        // Loads beside the rest of the start, which is what the first request waits for.
        var model = Task.Run(static () => SentimentModel.Embedded);

        services.AddSingleton(_ => Pin(new EmbeddedPredictor(model.GetAwaiter().GetResult()), options));
        services.AddSingleton(new SentimentReader(options.Labels, options.Output));
    }

    private static IPredictor Pin(IPredictor predictor, ModelOptions options) =>
        options.Version is { } version ? new PinnedVersionPredictor(predictor, version) : predictor;
}
