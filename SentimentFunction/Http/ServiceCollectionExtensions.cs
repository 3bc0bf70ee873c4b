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

    /// <summary>More than the bytes that one byte of a body takes on the wire: chunks of one byte take
    /// six.</summary>
    private const long BytesOnTheWire = 8;

    /// <summary>The most bytes of a body that are read, if only to drop them: what Cloud Functions lets
    /// through, 32 MiB, and some more.</summary>
    /// <remarks>
    /// A client that writes all of its body before it reads sees why it is refused only if the body is read:
    /// else its connection is reset. The server reads on for up to 5 seconds, and closes at once when more is
    /// announced: Http1MessageBody.cs in
    /// https://github.com/dotnet/aspnetcore/tree/main/src/Servers/Kestrel/Core/src/Internal/Http
    /// </remarks>
    private const long MaxReadBytes = 37_748_736;

    /// <summary>Bounds the memory of connections, and lets the server pass on every body that the function's
    /// own limit may be asked about.</summary>
    /// <remarks>The server's limit counts what comes over the wire, and is the limit of decompressed bodies
    /// too.
    /// </remarks>
    /// <param name="services">The services so far.</param>
    /// <param name="limits">The largest body.</param>
    public static void AddServerLimits(this IServiceCollection services, LimitsOptions limits) =>
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBufferSize = MaxReadAhead;
            kestrel.Limits.MaxRequestBodySize = Math.Max(MaxReadBytes, limits.MaxBodyBytes * BytesOnTheWire);
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
        services.AddSingleton<ModelHandler>();
        services.AddSingleton<HomeHandler>();
        services.AddSingleton<OpenApiHandler>();
    }

    /// <summary>Lets pages of the configured origins call, and read the headers that matter to
    /// them.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="settings">The origins.</param>
    public static void AddCorsFor(this IServiceCollection services, CorsSettings settings) =>
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins([.. settings.AllowedOrigins])
                    .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
                    .AllowAnyHeader()
                    .WithExposedHeaders("Server-Timing", HeaderNames.RetryAfter, RequestId.Header)
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
            )
        );

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
        services.Configure<BrotliCompressionProviderOptions>(options =>
            options.Level = CompressionLevel.Fastest
        );
        services.Configure<GzipCompressionProviderOptions>(options =>
            options.Level = CompressionLevel.Fastest
        );
    }
}
