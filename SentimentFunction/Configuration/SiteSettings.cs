using System.Buffers;
using Microsoft.Extensions.Hosting;
using SentimentFunction.Http;

namespace SentimentFunction.Configuration;

/// <summary>Reads and checks where the demo page is.</summary>
internal static class SiteSettings
{
    private static readonly SearchValues<char> SafeInPath = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~"
    );

    /// <summary>Reads the section "Site".</summary>
    /// <param name="reader">Reads the settings, and gets what is wrong with them.</param>
    /// <param name="environment">In Development alone, the function serves the page itself.</param>
    public static SiteOptions Read(SettingsReader reader, IHostEnvironment environment)
    {
        var site = new SiteOptions
        {
            Address = reader.Address("Site:Address"),
            Folder = environment.IsDevelopment() ? reader.Text("Site:Folder", "../public") : null,
            PathBase = reader.Text("Site:PathBase"),
        };

        // The default is silently nothing where it is missing; what somebody has set is there.
        if (
            site.Folder is { } folder
            && reader.Text("Site:Folder") is not null
            && !Directory.Exists(Path.Combine(environment.ContentRootPath, folder))
        )
        {
            reader.Refuse("Site:Folder", $"'{folder}' is not a folder in {environment.ContentRootPath}.");
        }

        if (site.PathBase is { } prefix && !IsPathBase(prefix))
        {
            reader.Refuse(
                "Site:PathBase",
                $"'{prefix}' is not a prefix of paths such as /sentiment: a slash at the "
                    + "start and none at the end, and letters, digits, hyphens, underscores, dots and ~ in "
                    + "between."
            );
        }

        return site;
    }

    private static bool IsPathBase(string text) =>
        text[0] == '/'
        && text[1..]
            .Split('/')
            .All(segment =>
                segment is not ("" or "." or "..") && !segment.AsSpan().ContainsAnyExcept(SafeInPath)
            );
}
