using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace SentimentFunction.Http;

/// <summary>Serves the demo page from the function itself, for development, and all of it below a
/// prefix.</summary>
internal static class Site
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

    /// <summary>Serves the configured folder, if there is one; otherwise the function answers <c>GET
    /// /</c>.</summary>
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
    }
}
