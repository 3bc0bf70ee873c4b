using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>A server that answers any bytes, also what no HTTP server would: one request a
/// connection.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly Func<RawRequest, byte[]> _answer;
    private readonly Task _running;

    /// <summary>Starts on a free port.</summary>
    /// <param name="answer">Makes the answer, head and body.</param>
    public RawServer(Func<RawRequest, byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public Uri Address => new($"http://{Host}/");

    /// <summary>The requests so far.</summary>
    public IReadOnlyCollection<RawRequest> Requests => _requests;

    /// <summary>An answer of JSON or another text.</summary>
    public static byte[] Answer(string body, string status = "200 OK", string headers = "") =>
        Answer(Encoding.UTF8.GetBytes(body), status, headers);

    public static byte[] Answer(ReadOnlySpan<byte> body, string status = "200 OK", string headers = "")
    {
        var type = headers.Contains("Content-Type", StringComparison.Ordinal)
            ? ""
            : "Content-Type: application/json\r\n";
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\n{type}{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n"
        );
        return [.. Encoding.UTF8.GetBytes(head), .. body];
    }

    /// <summary>Blanks that are a gigabyte without their compression, in many members (RFC 1952, section
    /// 2.2).
    /// </summary>
    public static byte[] GzipBomb()
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Enumerable.Repeat((byte)' ', 16 << 20).ToArray());
        }

        return [.. Enumerable.Repeat(member.ToArray(), 64).SelectMany(bytes => bytes)];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over, and nobody listens any more.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await RawRequest.ReadAsync(stream, _end.Token) is { } request)
                {
                    _requests.Enqueue(request);
                    await stream.WriteAsync(_answer(request), _end.Token);
                    client.Client.Shutdown(SocketShutdown.Send);

                    // Until the other side closes: otherwise what it hasn't read yet could be lost.
                    await stream.CopyToAsync(Stream.Null, _end.Token);
                }
            }
            catch (Exception exception)
                when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The function has gone, as it may.
            }
        }
    }
}
