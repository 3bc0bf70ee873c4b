using System.Net;
using SentimentFunction.ModelServers.Google;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>The way out of the function's network: the proxy that the usual environment variables
/// name.</summary>
/// <remarks>
/// <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>, in lower case too, are read
/// by .NET once, at the first call
/// (https://learn.microsoft.com/dotnet/api/system.net.http.httpclient.defaultproxy). This machine and the
/// metadata server are always asked directly: what a proxy passes on comes from elsewhere, and tokens are for
/// this machine alone.
/// </remarks>
internal sealed class WayOut : IWebProxy
{
    /// <summary>The names of the metadata server.</summary>
    /// <remarks>https://cloud.google.com/compute/docs/metadata/querying-metadata</remarks>
    private static readonly string[] MetadataHosts =
    [
        "metadata.google.internal",
        "metadata.google.internal.",
        "metadata",
        "169.254.169.254",
        "[fd20:ce::254]",
    ];

    private static readonly string[] ProxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

    private readonly IWebProxy _proxy;
    private readonly string? _metadataHost;

    /// <summary>Wraps a proxy.</summary>
    /// <param name="proxy">Where it leads otherwise.</param>
    /// <param name="metadataHost">Where the environment says that the metadata server is, perhaps with a
    /// port; null for its usual place.</param>
    public WayOut(IWebProxy proxy, string? metadataHost)
    {
        _proxy = proxy;
        _metadataHost = metadataHost is null ? null : HostOf(metadataHost);
    }

    /// <summary>The one that the environment describes; null where it names no proxy.</summary>
    public static WayOut? OfEnvironment { get; } =
        Array.Exists(ProxyVariables, IsSet)
            ? new(
                HttpClient.DefaultProxy,
                Environment.GetEnvironmentVariable(ApplicationCredential.MetadataHostVariable)
            )
            : null;

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => _proxy.Credentials;
        set => _proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsDirect(destination) ? null : _proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => IsDirect(host) || _proxy.IsBypassed(host);

    private bool IsDirect(Uri destination) =>
        destination.IsLoopback
        || Array.Exists(MetadataHosts, host => Is(destination, host))
        || (_metadataHost is not null && Is(destination, _metadataHost));

    private static bool IsSet(string variable) =>
        Environment.GetEnvironmentVariable(variable) is not null
        || Environment.GetEnvironmentVariable(variable.ToLowerInvariant()) is not null;

    private static bool Is(Uri destination, string host) =>
        string.Equals(destination.Host, host, StringComparison.OrdinalIgnoreCase);

    private static string? HostOf(string authority) =>
        Uri.TryCreate($"http://{authority}", UriKind.Absolute, out var address) ? address.Host : null;
}
