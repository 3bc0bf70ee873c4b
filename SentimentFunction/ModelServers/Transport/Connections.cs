using System.Net;
using SentimentFunction.Observability;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>The connections to a model server: no cookies, no redirects, nothing that surprises.</summary>
/// <remarks>
/// <para>Servers and the proxies before them close idle connections, at worst in the very moment in which one
/// is used again. So a call can ask for a connection of its own.</para>
/// <para>When no answer has come by any of them for a moment, this process may have been frozen, and what is
/// between it and the server may have forgotten them, without a word of it: a call would wait for an answer
/// that never comes. So the next call gets new ones.</para>
/// </remarks>
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
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private ConnectionPool _pool;
    private long _trustedAt;

    /// <summary>Starts without a connection.</summary>
    /// <param name="decompress">Whether answers may come compressed.</param>
    /// <param name="proxy">The way out; null for that of the environment.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public Connections(bool decompress = true, IWebProxy? proxy = null, TimeProvider? time = null)
    {
        _decompress = decompress;
        _proxy = proxy ?? WayOut.OfEnvironment;
        _time = time ?? TimeProvider.System;
        _trustedAt = _time.GetTimestamp();
        _pool = CreatePool();
        _fresh = new(CreateHandler(TimeSpan.Zero));
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        OutgoingTrace.Continue(request);
        if (request.Options.TryGetValue(Fresh, out var isFresh) && isFresh)
        {
            return await _fresh.SendAsync(request, cancellationToken);
        }

        var pool = Enter();
        try
        {
            var response = await pool.SendAsync(request, cancellationToken);
            Trust(pool);
            return response;
        }
        finally
        {
            pool.Leave();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pool.Dispose();
            _fresh.Dispose();
        }

        base.Dispose(disposing);
    }

    private ConnectionPool Enter()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_trustedAt) > TrustedFor)
            {
                _pool.Dispose();
                _pool = CreatePool();
                _trustedAt = _time.GetTimestamp();
            }

            _pool.Enter();
            return _pool;
        }
    }

    private void Trust(ConnectionPool answered)
    {
        lock (_lock)
        {
            // An answer by an earlier pool says nothing of this one's connections; and one that has taken
            // long, or has waited for this process to go on, says nothing of those that were idle meanwhile.
            if (answered == _pool && _time.GetElapsedTime(_trustedAt) <= TrustedFor)
            {
                _trustedAt = _time.GetTimestamp();
            }
        }
    }

    // Connections are replaced now and then, so that changes of the server's addresses are noticed.
    private ConnectionPool CreatePool() => new(CreateHandler(Lifetime));

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
