using System.Net;
using System.Net.Sockets;

namespace SentimentFunction.Tools.Fuzzer.Tests;

/// <summary>Listens on 127.0.0.1, and answers the first bytes of each connection with what it was
/// told.</summary>
internal sealed class PlantedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private readonly byte[] _answer;

    public PlantedServer(string answer)
    {
        _answer = System.Text.Encoding.UTF8.GetBytes(answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when a first connection has its answer.</summary>
    public Task Answered => _answered.Task;

    /// <summary>What came on the last connection that has ended.</summary>
    public byte[] Received { get; private set; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var received = new MemoryStream();
        var buffer = new byte[4_096];
        try
        {
            var read = await stream.ReadAsync(buffer);
            received.Write(buffer, 0, read);
            await stream.WriteAsync(_answer);
            _answered.TrySetResult();
            while (read > 0)
            {
                read = await stream.ReadAsync(buffer);
                received.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // Reset by the caller.
        }

        Received = received.ToArray();
    }
}
