using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>A client's connection.</summary>
internal sealed class TrackedConnection
{
    private readonly Socket _socket;
    private readonly IConnectionLifetimeNotificationFeature _lifetime;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>Tracks a connection.</summary>
    /// <param name="connection">The connection.</param>
    public TrackedConnection(ConnectionContext connection)
    {
        _socket = connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        _lifetime = connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>();
        connection.ConnectionClosed.Register(_closed.SetResult);
    }

    /// <summary>Notes that a call begins.</summary>
    public void Begin() => Interlocked.Increment(ref _running);

    /// <summary>Notes that a call has its answer.</summary>
    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>Whether no call waits for its answer.</summary>
    public bool IsIdle => Volatile.Read(ref _running) == 0;

    /// <summary>Ends the connection when its last answer has been sent.</summary>
    /// <returns>Ends when the client has been told (FIN).</returns>
    public Task CloseAsync()
    {
        _lifetime.RequestClose();
        return _closed.Task;
    }

    /// <summary>
    /// Sends bytes past the HTTP server, which would not send half an answer, and ends the connection as if
    /// they were all (FIN).
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    public void SendAndFinish(ReadOnlySpan<byte> bytes)
    {
        _socket.Send(bytes);
        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Sends bytes past the HTTP server and resets the connection (RST).</summary>
    /// <param name="bytes">The bytes; may be none.</param>
    public void SendAndReset(ReadOnlySpan<byte> bytes)
    {
        _socket.Send(bytes);
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }
}
