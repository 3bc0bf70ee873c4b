using System.Net;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>The way out of the function's network: the proxy that the usual environment variables
/// name.</summary>
/// <remarks>
/// <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>, in lower case too, are read
/// by .NET once, at the first call
/// (https://learn.microsoft.com/dotnet/api/system.net.http.httpclient.defaultproxy). This machine is always
/// asked directly.
/// </remarks>
/// <param name="proxy">Where it leads otherwise.</param>
/// <param name="direct">The names of other hosts that are asked directly.</param>
internal sealed class WayOut(IWebProxy proxy, params IReadOnlyList<string> direct) : IWebProxy
{
    private static readonly string[] ProxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

    /// <summary>The one that the environment describes; null where it names no proxy.</summary>
    public static WayOut? OfEnvironment { get; } =
        Array.Exists(ProxyVariables, IsSet) ? new(HttpClient.DefaultProxy) : null;

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsDirect(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => IsDirect(host) || proxy.IsBypassed(host);

    private bool IsDirect(Uri destination) =>
        destination.IsLoopback
        || direct.Any(host => string.Equals(destination.Host, host, StringComparison.OrdinalIgnoreCase));

    private static bool IsSet(string variable) =>
        Environment.GetEnvironmentVariable(variable) is not null
        || Environment.GetEnvironmentVariable(variable.ToLowerInvariant()) is not null;
}
