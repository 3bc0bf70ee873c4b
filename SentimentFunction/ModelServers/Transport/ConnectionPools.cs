namespace SentimentFunction.ModelServers.Transport;

/// <summary>The connections that are trusted, and which of them a call gets.</summary>
/// <remarks>
/// <para>When no answer has come by any of them for a moment, this process may have been frozen, and what is
/// between it and the server may have forgotten them, without a word of it: a call would wait for an answer
/// that never comes. So the next call gets new ones.</para>
/// <para>HTTP/2 would put all calls on one connection, and one that is lost in the middle of a call would
/// take the next ones with it. So there too a connection has one call at a time.</para>
/// </remarks>
internal sealed class ConnectionPools : IDisposable
{
    private readonly Func<SocketsHttpHandler> _createHandler;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private readonly Stack<ConnectionPool> _free = [];
    private ConnectionPool _shared;
    private int _generation;
    private long _trustedAt;

    /// <summary>Starts without a connection.</summary>
    /// <param name="createHandler">Makes what opens and keeps connections.</param>
    /// <param name="time">The clock.</param>
    public ConnectionPools(Func<SocketsHttpHandler> createHandler, TimeProvider time)
    {
        (_createHandler, _time) = (createHandler, time);
        _trustedAt = time.GetTimestamp();
        _shared = CreatePool();
    }

    /// <summary>Begins a call.</summary>
    /// <param name="isMultiplexing">Whether its connection would take other calls at the same time.</param>
    public ConnectionPool Enter(bool isMultiplexing)
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_trustedAt) > Connections.TrustedFor)
            {
                Renew();
            }

            var pool =
                !isMultiplexing ? _shared
                : _free.TryPop(out var free) ? free
                : CreatePool(isOfOneCall: true);
            pool.Enter();
            return pool;
        }
    }

    /// <summary>Begins a call on a connection that nobody has used, nor will use.</summary>
    public ConnectionPool EnterFresh()
    {
        lock (_lock)
        {
            var pool = CreatePool(isOfOneCall: true);
            pool.Enter();
            return pool;
        }
    }

    /// <summary>Ends a call. Its answer's body may still be read: its connection lasts until then.</summary>
    /// <param name="pool">What the call got.</param>
    /// <param name="hasAnswer">Whether an answer has come by a connection that may be used again.</param>
    public void Leave(ConnectionPool pool, bool hasAnswer)
    {
        lock (_lock)
        {
            // An answer by an earlier pool says nothing of this one's connections; and one that has taken
            // long, or has waited for this process to go on, says nothing of those that were idle meanwhile.
            var isCurrent = hasAnswer && pool.Generation == _generation;
            if (isCurrent && _time.GetElapsedTime(_trustedAt) <= Connections.TrustedFor)
            {
                _trustedAt = _time.GetTimestamp();
            }

            if (pool.IsOfOneCall && isCurrent)
            {
                _free.Push(pool);
            }
            else if (pool.IsOfOneCall)
            {
                pool.Dispose();
            }
        }

        pool.Leave();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            DisposeAll();
        }
    }

    private void Renew()
    {
        DisposeAll();
        _generation++;
        _shared = CreatePool();
        _trustedAt = _time.GetTimestamp();
    }

    private void DisposeAll()
    {
        _shared.Dispose();
        while (_free.TryPop(out var free))
        {
            free.Dispose();
        }
    }

    private ConnectionPool CreatePool(bool isOfOneCall = false) =>
        new(_createHandler(), _generation, isOfOneCall);
}
