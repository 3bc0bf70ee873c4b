using System.Net;

namespace SentimentFunction.ModelServers;

/// <summary>The connections to model servers.</summary>
internal static class Connections
{
    /// <summary>Makes a pool of connections: no proxy, no cookies, no redirects, nothing that surprises.</summary>
    /// <param name="decompress">Whether answers may come compressed.</param>
    public static SocketsHttpHandler CreateHandler(bool decompress = true) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = decompress ? DecompressionMethods.GZip : DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(3),

        // New connections now and then, so that changes of the server's addresses are noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
        UseProxy = false,
    };
}
