using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>The answer to a request that is sent as it was recorded, byte by byte.</summary>
/// <param name="Status">The status.</param>
/// <param name="Head">The lines of the head.</param>
/// <param name="Body">The body.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<string> Head, byte[] Body)
{
    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="recorded">The request.</param>
    public static async Task<RawAnswer> AskAsync(Uri server, RecordedCase recorded)
    {
        using var client = new TcpClient();
        var cancelled = TestContext.Current.CancellationToken;
        await client.ConnectAsync(server.Host, server.Port, cancelled);
        var stream = client.GetStream();
        await stream.WriteAsync(Compose(server, recorded), cancelled);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, cancelled);
        return Read(received.ToArray());
    }

    /// <summary>A header; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public string? Header(string name) =>
        Head.Where(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 2)..])
            .FirstOrDefault();

    private static byte[] Compose(Uri server, RecordedCase recorded)
    {
        var body = recorded.RequestBody();
        var head = new StringBuilder($"{recorded.Method} {recorded.Target} HTTP/1.1\r\n");
        foreach (var (name, value) in recorded.RequestHeaders())
        {
            var isOfConnection = name is "Connection" or "Content-Length" or "Transfer-Encoding" or "Expect";
            if (!isOfConnection)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: ")
                    .Append(value.Replace("127.0.0.1:PORT", server.Authority, StringComparison.Ordinal))
                    .Append("\r\n");
            }
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        head.Append("Connection: close\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    private static RawAnswer Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var head = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        return new(
            int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture),
            head[1..],
            bytes[(end + 4)..]
        );
    }
}
