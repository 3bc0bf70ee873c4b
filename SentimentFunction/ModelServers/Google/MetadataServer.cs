using System.Net;
using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Google Cloud's metadata server, which gives tokens to whoever runs beside it, and knows their
/// project.</summary>
/// <remarks>https://cloud.google.com/compute/docs/metadata/querying-metadata. It is always asked directly:
/// what a proxy passes on comes from elsewhere, and tokens are for this machine alone.</remarks>
internal static class MetadataServer
{
    /// <summary>Names its host, perhaps with a port, where that isn't the usual one.</summary>
    public const string HostVariable = "GCE_METADATA_HOST";

    private static readonly string[] UsualHosts =
    [
        "metadata.google.internal",
        "metadata.google.internal.",
        "metadata",
        "169.254.169.254",
        "[fd20:ce::254]",
    ];

    /// <summary>The way out for whoever asks it; null where the environment names no proxy.</summary>
    public static WayOut? WayOut { get; } =
        Transport.WayOut.OfEnvironment is { } proxy ? Past(proxy, ConfiguredHost) : null;

    private static string? ConfiguredHost => Environment.GetEnvironmentVariable(HostVariable);

    /// <summary>The address of something that it knows.</summary>
    /// <param name="path">The path, without a slash before it.</param>
    public static Uri At(string path) => new($"http://{ConfiguredHost ?? UsualHosts[0]}/{path}");

    /// <summary>Leads past a proxy to the metadata server.</summary>
    /// <param name="proxy">Where everything else goes.</param>
    /// <param name="host">Where the environment says that it is, perhaps with a port; null for its usual
    /// place.</param>
    public static WayOut Past(IWebProxy proxy, string? host) =>
        Uri.TryCreate($"http://{host}", UriKind.Absolute, out var address)
            ? new(proxy, [.. UsualHosts, address.Host])
            : new(proxy, UsualHosts);
}
