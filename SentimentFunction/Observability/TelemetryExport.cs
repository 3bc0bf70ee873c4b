using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SentimentFunction.Prediction;

namespace SentimentFunction.Observability;

/// <summary>Sends traces and metrics to a collector, where one is configured.</summary>
internal static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the export if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; without it nothing is
    /// loaded.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="configuration">The environment; the exporter reads its other OTEL_ variables
    /// itself.</param>
    public static void AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration[Endpoint]))
        {
            Add(services);
        }
    }

    private static void Add(IServiceCollection services) =>
        services
            .AddOpenTelemetry()
            .WithTracing(traces =>
                traces.AddSource(Telemetry.Name, "Microsoft.AspNetCore", "System.Net.Http").AddOtlpExporter()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http")
                    .AddOtlpExporter()
            );
}
