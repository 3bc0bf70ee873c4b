using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Connections that are open when the function is asked to end.</summary>
internal sealed class Leftovers : IDisposable
{
    private static readonly byte[] PartialHead =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Ty"u8.ToArray();
    private static readonly byte[] PartialBody = Encoding.ASCII.GetBytes(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{\"sen"
    );

    // More than the buffers of both ends hold of answers that are not read.
    private static readonly byte[] Unread = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Repeat("GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 1_000))
    );

    private readonly Socket[] _sockets;

    /// <summary>Opens them.</summary>
    /// <param name="port">The function's port.</param>
    public Leftovers(int port) =>
        _sockets = [
            .. (
                (byte[][])
                    [
                        [],
                        PartialHead,
                        PartialBody,
                        Unread,
                    ]
            ).Select(bytes => Open(port, bytes)),
        ];

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_sockets, socket => socket.Dispose());

    private static Socket Open(int port, byte[] bytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        socket.Blocking = false;
        _ = socket.Send(bytes, SocketFlags.None, out _);
        return socket;
    }
}
