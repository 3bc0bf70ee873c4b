using System.Net;
using SentimentFunction.Observability;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>The connections to a model server: no cookies, no redirects, nothing that surprises.</summary>
/// <remarks>Servers and the proxies before them close idle connections, at worst in the very moment in which
/// one is used again. So a call can ask for a connection of its own. <see cref="ConnectionPools"/> says which
/// one the others get.</remarks>
internal sealed class Connections : HttpMessageHandler
{
    /// <summary>Whether a request needs a connection that nobody has used.</summary>
    public static readonly HttpRequestOptionsKey<bool> Fresh = new("FreshConnection");

    /// <summary>The time to be connected.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The longest time without an answer after which the connections are still trusted. A new one
    /// costs a handshake, milliseconds; a dead one costs the whole time for a request.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long a single connection is kept that a busy pool has no use for: proxies that drop idle
    /// connections silently do so after a minute and more.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _fresh;
    private readonly bool _decompress;
    private readonly IWebProxy? _proxy;
    private readonly ConnectionPools _pools;

    /// <summary>Starts without a connection.</summary>
    /// <param name="decompress">Whether answers may come compressed.</param>
    /// <param name="proxy">The way out; null for that of the environment.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public Connections(bool decompress = true, IWebProxy? proxy = null, TimeProvider? time = null)
    {
        _decompress = decompress;
        _proxy = proxy ?? WayOut.OfEnvironment;

        // Connections are replaced now and then, so that changes of the server's addresses are noticed.
        _pools = new(() => CreateHandler(Lifetime), time ?? TimeProvider.System);
        _fresh = new(CreateHandler(TimeSpan.Zero));
    }

    /// <summary>The Host header, and the name in the certificate; null, the default, for the
    /// address's.</summary>
    public string? Host { get; init; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        OutgoingTrace.Continue(request);
        request.Headers.Host ??= Host;
        var needsFresh = request.Options.TryGetValue(Fresh, out var isFresh) && isFresh;
        var isMultiplexing = request.Version.Major > 1;
        if (needsFresh && !isMultiplexing)
        {
            return await _fresh.SendAsync(request, cancellationToken);
        }

        var pool = needsFresh ? _pools.EnterFresh() : _pools.Enter(isMultiplexing);
        var hasAnswer = false;
        try
        {
            var response = await pool.SendAsync(request, cancellationToken);
            hasAnswer = !needsFresh;
            return response;
        }
        finally
        {
            _pools.Leave(pool, hasAnswer);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pools.Dispose();
            _fresh.Dispose();
        }

        base.Dispose(disposing);
    }

    private SocketsHttpHandler CreateHandler(TimeSpan lifetime) =>
        new()
        {
            ActivityHeadersPropagator = TraceContextPropagator.Instance,
            AllowAutoRedirect = false,
            AutomaticDecompression = _decompress ? DecompressionMethods.GZip : DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionIdleTimeout = IdleTime,
            PooledConnectionLifetime = lifetime,
            UseCookies = false,
            Proxy = _proxy,
            UseProxy = _proxy is not null,
        };
}
