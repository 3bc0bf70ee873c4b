using System.Net;

namespace SentimentFunction.ModelServers;

/// <summary>The connections to model servers.</summary>
internal static class Connections
{
    /// <summary>Makes a pool of connections: no proxy, no cookies, no redirects, nothing that surprises.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = TimeSpan.FromSeconds(3),

        // New connections now and then, so that changes of the server's addresses are noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
        UseProxy = false,
    };
}
