using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>One keep-alive connection: sends the request, waits for the whole answer, sends it again as soon
/// as it may.</summary>
/// <remarks>
/// Requests are released, all at once for a closed loop, or one by one when each is due. One that is released
/// while another is under way leaves after that one's answer. With a schedule its latency counts from when it
/// was due, not from when it was sent: otherwise a server that stops for a while delays the very requests
/// that would have measured it (coordinated omission). Nothing is allocated per request.
/// </remarks>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };

    private readonly SocketAsyncEventArgs _receiving = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _request;
    private readonly AnswerReader _answer;
    private readonly int _mostRequests;
    private readonly Schedule? _schedule;

    // Requests that have been released and are not answered. While it connects, that is one of them: so
    // nothing is sent before. Whoever makes it one, or finds more than none left, sends; so only one does.
    private int _unanswered = 1;
    private int _sent;
    private long _since;
    private volatile bool _isStopping;

    /// <summary>Makes a connection that is not yet connected.</summary>
    /// <param name="target">What to send, and what to expect.</param>
    /// <param name="mostRequests">After so many requests it stops by itself.</param>
    /// <param name="schedule">When they are due; null when each is due as soon as the one before is
    /// answered.</param>
    public LoadConnection(LoadTarget target, int mostRequests, Schedule? schedule = null)
    {
        _request = target.Request;
        _answer = new(target.ExpectedBody);
        _mostRequests = mostRequests;
        _schedule = schedule;
        _receiving.Completed += (_, _) =>
        {
            if (Advance())
            {
                Receive();
            }
        };
    }

    /// <summary>How long the right answers took.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Connects, and sends what is released until it is stopped.</summary>
    /// <param name="port">Where to.</param>
    /// <exception cref="InvalidDataException">An answer is wrong.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task RunAsync(int port)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        SendNext();
        Receive();
        await _done.Task;
    }

    /// <summary>Lets more requests leave, one at a time.</summary>
    /// <returns>Whether the first of them left at once.</returns>
    public bool Release(int requests)
    {
        if (Interlocked.Add(ref _unanswered, requests) > requests)
        {
            return false;
        }

        try
        {
            Send();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _done.TrySetException(exception);
        }

        return true;
    }

    /// <summary>Ends after the answer that is under way.</summary>
    public void Stop() => _isStopping = true;

    public void Dispose()
    {
        _socket.Dispose();
        _receiving.Dispose();
    }

    private void SendNext()
    {
        if (Interlocked.Decrement(ref _unanswered) > 0)
        {
            Send();
        }
    }

    private void Send()
    {
        _since = _schedule?.DueAt(_sent) ?? Stopwatch.GetTimestamp();
        _sent++;
        _socket.Send(_request);
    }

    private void Receive()
    {
        do
        {
            _receiving.SetBuffer(_answer.Free);
        } while (!_socket.ReceiveAsync(_receiving) && Advance());
    }

    /// <summary>Handles what was received. It catches, as exceptions would go unnoticed elsewhere.</summary>
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

        if (!_answer.Advance(_receiving.BytesTransferred))
        {
            return true;
        }

        if (_schedule is null || _sent > _schedule.Uncounted)
        {
            Latencies.Add(Stopwatch.GetElapsedTime(_since));
        }

        if (_isStopping || _sent == _mostRequests)
        {
            _done.TrySetResult();
            return false;
        }

        SendNext();
        return true;
    }
}
