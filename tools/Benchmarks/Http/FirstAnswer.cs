using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Http;

/// <summary>Gets the first answer of a server that is just starting.</summary>
internal static class FirstAnswer
{
    private const int LongestAnswer = 16_384;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(1);

    /// <summary>Waits for the server to listen, and sends it one request.</summary>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="InvalidDataException">The answer is not a 200.</exception>
    /// <exception cref="InvalidOperationException">The server ended.</exception>
    /// <exception cref="TimeoutException">No answer came.</exception>
    public static byte[] Get(ServerProcess server, CancellationToken cancellationToken)
    {
        using var socket = Connect(server, cancellationToken);
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        socket.Send(PredictExchange.CreateRequest(server.Port));

        var received = new byte[LongestAnswer];
        var length = 0;
        while (true)
        {
            length += socket.Receive(received.AsSpan(length)) is > 0 and var more
                ? more
                : throw new InvalidDataException("The server closed the connection before its answer's end.");
            if (Answer.Find(received.AsSpan(0, length)) is { } answer)
            {
                return received[answer.Body];
            }
        }
    }

    /// <summary>Waits for the server to listen.</summary>
    /// <returns>A connection to it.</returns>
    /// <exception cref="SocketException">The server ended.</exception>
    /// <exception cref="TimeoutException">It does not listen.</exception>
    public static Socket Connect(ServerProcess server, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(startedAt) < Patience)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            try
            {
                socket.Connect(IPAddress.Loopback, server.Port);
                return socket;
            }
            catch (SocketException) when (!server.HasExited)
            {
                socket.Dispose();
                Thread.Sleep(BetweenAttempts);
            }
        }

        throw new TimeoutException($"The server doesn't listen after {Patience.TotalSeconds} s.");
    }
}
