using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SentimentFunction.Tools.Benchmarks.Http;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>One keep-alive connection: sends the request, waits for the whole answer, sends it
/// again.</summary>
/// <remarks>
/// The answer is always the same but for its headers, so its body is compared byte for byte, and nothing is
/// parsed but the status and the length. Nothing is allocated per request.
/// </remarks>
internal sealed class LoadConnection : IDisposable
{
    private const int LongestAnswer = 16_384;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };

    private readonly SocketAsyncEventArgs _receiving = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _received = new byte[LongestAnswer];
    private readonly byte[] _request;
    private readonly byte[] _expectedBody;
    private int _length;
    private long _sentAt;
    private int _left;
    private volatile bool _isStopping;

    /// <summary>Makes a connection that is not yet connected.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="expectedBody">The body that the answer must have.</param>
    /// <param name="mostRequests">After so many requests it stops by itself.</param>
    public LoadConnection(byte[] request, byte[] expectedBody, int mostRequests)
    {
        _request = request;
        _expectedBody = expectedBody;
        _left = mostRequests;
        _receiving.Completed += (_, _) => ContinueReceiving();
    }

    /// <summary>How long the right answers took.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Sends requests until it is stopped.</summary>
    /// <param name="port">Where to.</param>
    /// <exception cref="InvalidDataException">An answer is wrong.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task RunAsync(int port)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        Send();
        Receive();
        await _done.Task;
    }

    /// <summary>Ends after the answer that is under way.</summary>
    public void Stop() => _isStopping = true;

    public void Dispose()
    {
        _socket.Dispose();
        _receiving.Dispose();
    }

    private void Send()
    {
        _length = 0;
        _left--;
        _sentAt = Stopwatch.GetTimestamp();
        _socket.Send(_request);
    }

    private void ContinueReceiving()
    {
        if (Advance())
        {
            Receive();
        }
    }

    private void Receive()
    {
        do
        {
            _receiving.SetBuffer(_received.AsMemory(_length));
        } while (!_socket.ReceiveAsync(_receiving) && Advance());
    }

    /// <summary>Handles what was received. It is the one place that catches: exceptions would go unnoticed
    /// elsewhere.</summary>
    /// <returns>Whether there is more to receive.</returns>
    private bool Advance()
    {
        try
        {
            return ReadAnswer();
        }
        catch (Exception exception)
            when (exception is SocketException or InvalidDataException or ObjectDisposedException)
        {
            _done.TrySetException(exception);
            return false;
        }
    }

    private bool ReadAnswer()
    {
        if (_receiving.SocketError != SocketError.Success)
        {
            throw new SocketException((int)_receiving.SocketError);
        }

        _length +=
            _receiving.BytesTransferred > 0
                ? _receiving.BytesTransferred
                : throw new InvalidDataException(
                    "The server closed the connection, or its answer is too long."
                );
        if (Answer.Find(_received.AsSpan(0, _length)) is not { } answer)
        {
            return true;
        }

        Latencies.Add(Stopwatch.GetElapsedTime(_sentAt));
        Check(answer);
        if (_isStopping || _left == 0)
        {
            _done.TrySetResult();
            return false;
        }

        Send();
        return true;
    }

    private void Check(Answer answer)
    {
        if (answer.Length != _length || !_received.AsSpan(answer.Body).SequenceEqual(_expectedBody))
        {
            throw new InvalidDataException("An answer differs from the first one.");
        }
    }
}
