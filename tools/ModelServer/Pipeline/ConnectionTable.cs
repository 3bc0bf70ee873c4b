using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>The connections of all clients.</summary>
/// <param name="counters">Counts them.</param>
internal sealed class ConnectionTable(CallCounters counters)
{
    private readonly ConcurrentDictionary<TrackedConnection, bool> _connections = [];

    /// <summary>The connection that a request came on.</summary>
    /// <param name="http">The request.</param>
    public static TrackedConnection Of(HttpContext http) =>
        http.Features.GetRequiredFeature<TrackedConnection>();

    /// <summary>Tracks a connection while it lives.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">Serves it.</param>
    public async Task TrackAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var tracked = new TrackedConnection(connection);
        connection.Features.Set(tracked);
        _connections.TryAdd(tracked, true);
        counters.CountConnection(isOpen: true);
        try
        {
            await next(connection);
        }
        finally
        {
            _connections.TryRemove(tracked, out _);
            counters.CountConnection(isOpen: false);
        }
    }

    /// <summary>Ends the connections on which no call waits for its answer.</summary>
    /// <returns>How many, when they have ended.</returns>
    public async Task<int> CloseIdleAsync()
    {
        var closing = _connections
            .Keys.Where(connection => connection.IsIdle)
            .Select(connection => connection.CloseAsync())
            .ToArray();
        await Task.WhenAll(closing);
        return closing.Length;
    }
}
