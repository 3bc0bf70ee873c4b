using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.Http;

/// <summary>Serves the demo page from the function itself, for development, and all of it below a
/// prefix.</summary>
internal static partial class Site
{
    /// <summary>Answers below the configured prefix, if there is one, as without it.</summary>
    /// <param name="app">The pipeline so far.</param>
    public static void UsePathPrefix(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<SiteOptions>().PathBase is { } prefix)
        {
            app.UsePathBase(prefix);
        }
    }

    /// <summary>Serves the configured folder, if there is one, and says where at start; otherwise the
    /// function answers <c>GET /</c>.</summary>
    /// <param name="app">The pipeline so far.</param>
    /// <param name="environment">Where relative paths start.</param>
    public static void UseSite(this IApplicationBuilder app, IWebHostEnvironment environment)
    {
        var site = app.ApplicationServices.GetRequiredService<SiteOptions>();
        var folder = Path.GetFullPath(site.Folder ?? "", environment.ContentRootPath);
        if (site.Folder is null || site.Address is not null || !Directory.Exists(folder))
        {
            return;
        }

        app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(folder) });
        var addresses = app.ServerFeatures.Get<IServerAddressesFeature>();
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Site));
        app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStarted.Register(() =>
            {
                foreach (var address in addresses?.Addresses ?? [])
                {
                    var local = LocalAddressOf(address, site.PathBase);
                    LogAddress(logger, local);
                }
            });
    }

    /// <summary>The address for a browser on the same machine, of one that a server listens at: any of its
    /// addresses is the local one, too.</summary>
    private static string LocalAddressOf(string address, string? prefix)
    {
        var bound = BindingAddress.Parse(address);
        var host = bound.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "localhost" : bound.Host;
        return $"{bound.Scheme}://{host}:{bound.Port}{prefix}/";
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The demo page is at {Address}")]
    private static partial void LogAddress(ILogger logger, string address);
}
