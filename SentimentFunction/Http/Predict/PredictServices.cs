using Microsoft.Extensions.DependencyInjection;

namespace SentimentFunction.Http.Predict;

/// <summary>Adds what answers <c>POST /</c>.</summary>
internal static class PredictServices
{
    /// <summary>Adds the handler, and what reads predictions for people.</summary>
    /// <param name="services">The services so far.</param>
    public static void AddPredict(this IServiceCollection services)
    {
        services.AddSingleton<Interpreter>();
        services.AddSingleton<PredictHandler>();
    }
}
