using System.Net;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>The connections to a model server: no cookies, no redirects, nothing that surprises.</summary>
/// <remarks>
/// Servers and the proxies before them close idle connections, at worst in the very moment in which one is used
/// again. So a call can ask for a connection of its own.
/// </remarks>
internal sealed class Connections : HttpMessageHandler
{
    /// <summary>Whether a request needs a connection that nobody has used.</summary>
    public static readonly HttpRequestOptionsKey<bool> Fresh = new("FreshConnection");

    /// <summary>The time to be connected.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly HttpMessageInvoker _pooled;
    private readonly HttpMessageInvoker _fresh;

    /// <summary>Starts without a connection.</summary>
    /// <param name="decompress">Whether answers may come compressed.</param>
    public Connections(bool decompress = true)
    {
        // Pooled ones are replaced now and then, so that changes of the server's addresses are noticed.
        _pooled = new(CreateHandler(decompress, Lifetime));
        _fresh = new(CreateHandler(decompress, TimeSpan.Zero));
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connections = request.Options.TryGetValue(Fresh, out var isFresh) && isFresh ? _fresh : _pooled;
        return connections.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pooled.Dispose();
            _fresh.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SocketsHttpHandler CreateHandler(bool decompress, TimeSpan lifetime) => new()
    {
        ActivityHeadersPropagator = TraceContextPropagator.Instance,
        AllowAutoRedirect = false,
        AutomaticDecompression = decompress ? DecompressionMethods.GZip : DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = lifetime,
        UseCookies = false,
        Proxy = WayOut.OfEnvironment,
        UseProxy = WayOut.OfEnvironment is not null,
    };
}
