using System.Net.Sockets;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>One connection through the relay.</summary>
internal sealed class RelayedConnection : IDisposable
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly OpenCalls _calls = new();
    private volatile bool _isSilent;
    private volatile bool _isOver;

    /// <summary>Passes on what comes from either side.</summary>
    public RelayedConnection(Socket client, Socket server)
    {
        (_client, _server) = (client, server);
        _ = PassAsync(client, server, isRequest: true);
        _ = PassAsync(server, client, isRequest: false);
    }

    /// <summary>Whether an answer is waited for.</summary>
    public bool IsWaiting => _calls.Any;

    /// <summary>Whether it has been closed.</summary>
    public bool IsOver => _isOver;

    /// <summary>Forgets it.</summary>
    /// <param name="isSilent">Whether the client isn't told.</param>
    public void Drop(bool isSilent)
    {
        if (isSilent)
        {
            _isSilent = true;
            _server.Dispose();
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _client.Dispose();
        _server.Dispose();
    }

    private async Task PassAsync(Socket from, Socket to, bool isRequest)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                var bytes = buffer.AsMemory(0, length);
                _calls.Read(bytes.Span, isRequest);
                if (!_isSilent)
                {
                    await to.SendAsync(bytes);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One of them is gone, or the relay has forgotten them.
        }

        // A forgotten connection stays open for its client, who hears nothing of its end.
        if (!_isSilent || isRequest)
        {
            Dispose();
        }
    }
}
