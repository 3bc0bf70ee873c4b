using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>One connection, without anything that would repeat a request or hide its end.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n"
            + "{\"sentence\": \"I love it\"}"
    );

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[8_192];

    public async Task ConnectAsync() =>
        await _socket.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <returns>Whether it was a success; false also when the connection was closed.</returns>
    public async Task<bool> TryPredictAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _socket.SendAsync(Request, cancellation);
        var length = 0;
        while (true)
        {
            var read = await _socket
                .ReceiveAsync(_buffer.AsMemory(length), cancellation)
                .AsTask()
                .InTimeAsync();
            length += read;
            var text = Encoding.ASCII.GetString(_buffer, 0, length);
            if (text.EndsWith("}}", StringComparison.Ordinal) || read == 0)
            {
                return text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) && read > 0;
            }
        }
    }

    /// <summary>Sends requests, each after the answer to the one before, until the server ends the
    /// connection.
    /// </summary>
    /// <returns>How many were answered with a success.</returns>
    public async Task<int> PredictUntilClosedAsync()
    {
        var answered = 0;
        try
        {
            while (await TryPredictAsync())
            {
                answered++;
            }
        }
        catch (SocketException)
        {
            // The connection was closed while nothing was under way on it.
        }

        return answered;
    }

    public void Dispose() => _socket.Dispose();
}
