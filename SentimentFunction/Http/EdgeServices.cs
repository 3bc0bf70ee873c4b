using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SentimentFunction.Observability;

namespace SentimentFunction.Http;

/// <summary>Adds what every request passes.</summary>
internal static class EdgeServices
{
    /// <summary>Adds the end of the function in time, and the traces that requests belong to.</summary>
    /// <param name="services">The services so far.</param>
    public static void AddEdge(this IServiceCollection services)
    {
        services.AddSingleton<Shutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<Shutdown>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown.ServerTime);
        services.AddSingleton<DistributedContextPropagator>(TraceContextPropagator.Instance);
    }
}
