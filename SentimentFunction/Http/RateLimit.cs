using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace SentimentFunction.Http;

/// <summary>Limits the requests a minute of each client address.</summary>
internal static class RateLimit
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds the limit.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="limits">How many requests a minute; 0 for no limit.</param>
    public static void AddRateLimit(this IServiceCollection services, LimitsOptions limits) =>
        services.AddRateLimiter(options =>
        {
            options.OnRejected = (rejected, _) =>
                new ValueTask(RefuseAsync(rejected, limits.RequestsPerMinute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
                RateLimitPartition.GetFixedWindowLimiter(
                    ClientAddress.Of(context, limits.TrustedProxies),
                    _ => new() { PermitLimit = limits.RequestsPerMinute, Window = Window }
                )
            );
        });

    /// <summary>Applies the limit, where one is set.</summary>
    /// <param name="app">The pipeline so far.</param>
    public static void UseRateLimit(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<LimitsOptions>().RequestsPerMinute > 0)
        {
            app.UseRateLimiter();
        }
    }

    private static Task RefuseAsync(OnRejectedContext rejected, int permits) =>
        JsonResponse.WriteProblemAsync(
            rejected.HttpContext,
            new(
                StatusCodes.Status429TooManyRequests,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Your address has sent more than {permits:N0} requests in a minute. Wait as "
                        + $"Retry-After says."
                )
            )
            {
                RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var delay)
                    ? delay
                    : Window,
            }
        );
}
