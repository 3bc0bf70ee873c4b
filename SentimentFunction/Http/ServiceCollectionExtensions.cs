using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace SentimentFunction.Http;

/// <summary>Adds what answers HTTP requests.</summary>
internal static class ServiceCollectionExtensions
{
    /// <summary>What the server reads ahead of a body, for each connection: by default a MiB.</summary>
    private const int MaxReadAhead = 65_536;

    /// <summary>More than the bytes that one byte of a body takes on the wire.</summary>
    private const long BytesOnTheWire = 8;

    /// <summary>Bounds the memory of connections, and lets the server pass on every body that the function's own limit
    /// may be asked about.</summary>
    /// <remarks>The server's limit, 30,000,000 bytes by default, counts what comes over the wire: chunks of one byte
    /// take six there. It is the limit of decompressed bodies too.</remarks>
    /// <param name="services">The services so far.</param>
    /// <param name="limits">The largest body.</param>
    public static void AddServerLimits(this IServiceCollection services, LimitsOptions limits) =>
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBufferSize = MaxReadAhead;
            kestrel.Limits.MaxRequestBodySize =
                Math.Max(kestrel.Limits.MaxRequestBodySize ?? 0, limits.MaxBodyBytes * BytesOnTheWire);
        });

    /// <summary>Adds what the routes call.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <param name="site">Where the demo page is.</param>
    public static void AddHandlers(this IServiceCollection services, LimitsOptions limits, SiteOptions site)
    {
        services.AddSingleton(limits);
        services.AddSingleton(site);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PredictHandler>();
        services.AddSingleton<ModelHandler>();
        services.AddSingleton<HomeHandler>();
        services.AddSingleton<OpenApiHandler>();
    }

    /// <summary>Lets pages of the configured origins call, and read the headers that matter to them.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="settings">The origins.</param>
    public static void AddCorsFor(this IServiceCollection services, CorsSettings settings) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.AllowedOrigins])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders("Server-Timing", HeaderNames.RetryAfter, RequestId.Header)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));

    /// <summary>Reads compressed requests, and compresses answers for callers who ask for it.</summary>
    /// <param name="services">The services so far.</param>
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddRequestDecompression(ContentCodings.Configure);
        services.AddResponseCompression(options =>
        {
            // No secrets are in the answers that an attacker could measure through their length.
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, JsonResponse.ProblemContentType];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
