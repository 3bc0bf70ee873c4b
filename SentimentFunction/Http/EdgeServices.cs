using System.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Adds what every request passes.</summary>
internal static class EdgeServices
{
    /// <summary>The most bytes of a body that are read, if only to drop them: what Cloud Functions lets through, 32
    /// MiB, and some more.</summary>
    /// <remarks>
    /// A client that writes all of its body before it reads sees why it is refused only if the body is read: else its
    /// connection is reset. The server reads on for up to 5 seconds, and closes at once when more is announced.
    /// https://github.com/dotnet/aspnetcore/blob/main/src/Servers/Kestrel/Core/src/Internal/Http/Http1MessageBody.cs
    /// </remarks>
    private const long MaxReadBytes = 37_748_736;

    /// <summary>Adds the end of the function in time, the traces that requests belong to, and the bound of what is
    /// read.</summary>
    /// <param name="services">The services so far.</param>
    public static void AddEdge(this IServiceCollection services)
    {
        services.AddSingleton<Shutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<Shutdown>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown.ServerTime);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MaxReadBytes);
        services.AddSingleton<DistributedContextPropagator>(TraceContextPropagator.Instance);
    }
}
