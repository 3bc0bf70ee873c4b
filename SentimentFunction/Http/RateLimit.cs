using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SentimentFunction.Http;

/// <summary>Limits the requests a minute of each client address.</summary>
internal static class RateLimit
{
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds the limit.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="limits">How many requests a minute; 0 for no limit.</param>
    public static void AddRateLimit(this IServiceCollection services, LimitsOptions limits) =>
        services.AddRateLimiter(options =>
        {
            options.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected, limits.RequestsPerMinute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
                RateLimitPartition.GetFixedWindowLimiter(
                    ClientOf(context), _ => new() { PermitLimit = limits.RequestsPerMinute, Window = Window }));
        });

    /// <summary>Applies the limit, where one is set.</summary>
    /// <param name="app">The pipeline so far.</param>
    /// <param name="configuration">Tells whether this runs in the cloud.</param>
    public static void UseRateLimit(this IApplicationBuilder app, IConfiguration configuration)
    {
        if (app.ApplicationServices.GetRequiredService<LimitsOptions>().RequestsPerMinute == 0)
        {
            return;
        }

        // Only there does every request pass Google's front end, which appends the address it came from.
        if (configuration["K_SERVICE"] is not null)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            app.UseForwardedHeaders(options);
        }

        app.UseRateLimiter();
    }

    /// <summary>The client's IPv4 address, or its IPv6 network: one client has all addresses of a /64.</summary>
    private static IPAddress ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private static Task RefuseAsync(OnRejectedContext rejected, int permits) =>
        JsonResponse.WriteProblemAsync(rejected.HttpContext, new(
            StatusCodes.Status429TooManyRequests,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Your address has sent more than {permits:N0} requests in a minute. Wait as Retry-After says."))
        {
            RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var delay) ? delay : Window,
        });
}
