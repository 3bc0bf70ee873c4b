using System.Net;
using System.Net.Sockets;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>Stands between the function and what it calls, as a proxy or an address translator does, and
/// forgets connections when a test says so.</summary>
internal sealed class DroppingRelay : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<RelayedConnection> _connections = [];
    private readonly int _target;
    private readonly Task _accepting;

    /// <summary>Starts on a free port.</summary>
    /// <param name="target">The port of 127.0.0.1 that is really called.</param>
    public DroppingRelay(int target)
    {
        _target = target;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address: http://127.0.0.1:PORT/.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");

    /// <summary>Forgets the connections that there are.</summary>
    /// <param name="drop">Which, and how.</param>
    /// <returns>How many.</returns>
    public int Drop(Drop drop)
    {
        lock (_lock)
        {
            _connections.RemoveAll(connection => connection.IsOver);
            var dropped = _connections
                .Where(connection =>
                    drop switch
                    {
                        Freezing.Drop.IdleWithFin or Freezing.Drop.IdleSilently => !connection.IsWaiting,
                        Freezing.Drop.WaitingSilently => connection.IsWaiting,
                        Freezing.Drop.AllWithFin or Freezing.Drop.AllSilently => true,
                        _ => false,
                    }
                )
                .ToList();
            foreach (var connection in dropped)
            {
                connection.Drop(
                    isSilent: drop is not (Freezing.Drop.IdleWithFin or Freezing.Drop.AllWithFin)
                );
            }

            return dropped.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        lock (_lock)
        {
            _connections.ForEach(connection => connection.Dispose());
        }

        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_end.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                lock (_lock)
                {
                    _connections.Add(new(client, server));
                }
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
