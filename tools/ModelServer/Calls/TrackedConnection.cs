using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>A client's connection.</summary>
/// <param name="socket">Its socket.</param>
/// <param name="lifetime">Ends it when what is under way is done.</param>
internal sealed class TrackedConnection(Socket socket, IConnectionLifetimeNotificationFeature lifetime)
{
    private int _running;

    /// <summary>Notes that a call begins.</summary>
    public void Begin() => Interlocked.Increment(ref _running);

    /// <summary>Notes that a call has its answer.</summary>
    public void End() => Interlocked.Decrement(ref _running);

    /// <summary>Ends the connection if no call waits for its answer, as a proxy does after a while.</summary>
    /// <returns>Whether it was idle.</returns>
    public bool CloseIfIdle()
    {
        if (Volatile.Read(ref _running) > 0)
        {
            return false;
        }

        lifetime.RequestClose();
        return true;
    }

    /// <summary>Sends bytes past the HTTP server, which would not send half an answer, and ends the connection as
    /// if they were all (FIN).</summary>
    /// <param name="bytes">The bytes.</param>
    public void SendAndFinish(ReadOnlySpan<byte> bytes)
    {
        socket.Send(bytes);
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Sends bytes past the HTTP server and resets the connection (RST).</summary>
    /// <param name="bytes">The bytes; may be none.</param>
    public void SendAndReset(ReadOnlySpan<byte> bytes)
    {
        socket.Send(bytes);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }
}
