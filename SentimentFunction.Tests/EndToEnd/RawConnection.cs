using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>One connection on which a test sends any bytes, and reads what comes back until the
/// end.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
        return connection;
    }

    /// <summary>Sends bytes on a connection of their own, all of them before anything is read.</summary>
    /// <returns>All that the server answers; what it has answered so far if it resets the
    /// connection.</returns>
    public static async Task<string> ExchangeAsync(Uri address, params byte[][] parts)
    {
        using var connection = await OpenAsync(address);
        foreach (var part in parts)
        {
            await connection.SendAsync(part);
        }

        return await connection.ReadToEndAsync();
    }

    /// <summary>The head of a POST request, in bytes, after whose answer the connection is closed.</summary>
    public static byte[] Head(params string[] headers) => HeadOf("POST /", headers);

    public static byte[] HeadOf(string methodAndPath, params string[] headers) =>
        Encoding.Latin1.GetBytes(
            $"{methodAndPath} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + string.Concat(headers.Select(header => $"{header}\r\n"))
                + "\r\n"
        );

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Sends bytes; fails if the server doesn't take them all.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        var sent = 0;
        while (sent < bytes.Length)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), Cancellation);
        }
    }

    /// <summary>Reads until a text has come.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var answer = new StringBuilder();
        while (!answer.ToString().Contains(end, StringComparison.Ordinal))
        {
            Assert.True(await ReadAsync(answer), $"The connection ended after:\n{answer}");
        }

        return answer.ToString();
    }

    public async Task<string> ReadToEndAsync()
    {
        var answer = new StringBuilder();
        try
        {
            while (await ReadAsync(answer)) { }
        }
        catch (SocketException)
        {
            // Reset: what came before counts.
        }

        return answer.ToString();
    }

    /// <summary>Goes away: with a FIN, or with an RST.</summary>
    public void Leave(bool reset)
    {
        _socket.LingerState = new LingerOption(reset, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync(StringBuilder answer)
    {
        var buffer = new byte[65_536];
        var read = await _socket.ReceiveAsync(buffer, Cancellation).AsTask().InTimeAsync();
        answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return read > 0;
    }
}
