using System.Net;
using System.Net.Sockets;
using SentimentFunction.Tools.Fuzzer.Answers;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Conversations;

/// <summary>Plays scripts against a server on 127.0.0.1.</summary>
/// <param name="port">The server's port.</param>
/// <param name="time">The clock.</param>
internal sealed class Caller(int port, TimeProvider time)
{
    /// <summary>How long to wait for an answer that may never come before sending ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>The time for a connection as a whole: three times that of a request.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Plays a script.</summary>
    /// <param name="script">What to send.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<Conversation> PlayAsync(Script script, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answers = new List<Answer>();
        try
        {
            return new(answers) { IsHurried = await PlayAsync(script, answers, either.Token) };
        }
        catch (MalformedAnswerException exception)
        {
            return new(answers) { Flaw = exception.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(answers) { IsLate = true };
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return new(answers) { IsReset = true };
        }
    }

    /// <returns>Whether sending has ended before all answers had arrived.</returns>
    private async Task<bool> PlayAsync(
        Script script,
        List<Answer> answers,
        CancellationToken cancellationToken
    )
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        if (script.Ending is Ending.Abandoned or Ending.Reset)
        {
            await SendAsync(socket, script, script.ToArray(), cancellationToken);
            socket.LingerState = new LingerOption(script.Ending == Ending.Reset, 0);
            return false;
        }

        using var stream = new NetworkStream(socket, ownsSocket: false);
        var reader = new AnswerReader(stream);
        var isHurried = false;
        foreach (var batch in Batches(script))
        {
            var sending = SendAsync(socket, script, Join(batch), cancellationToken);
            if (script.Ending == Ending.HalfClosed)
            {
                await sending;
                socket.Shutdown(SocketShutdown.Send);
            }

            var before = answers.Count;
            isHurried |= await ReadAsync(socket, reader, batch, answers, cancellationToken);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (answers.Count < before + batch.Count)
            {
                return isHurried;
            }
        }

        await ReadRestAsync(socket, reader, answers, cancellationToken);
        return isHurried;
    }

    /// <summary>Reads an answer for each request, as far as there are any.</summary>
    /// <returns>Whether sending has ended.</returns>
    private async Task<bool> ReadAsync(
        Socket socket,
        AnswerReader reader,
        List<Message> batch,
        List<Answer> answers,
        CancellationToken cancellationToken
    )
    {
        var isHurried = false;
        foreach (var message in batch)
        {
            var reading = reader.ReadAsync(message.IsHead, cancellationToken);
            if (message.Framing >= Framing.Doubtful)
            {
                isHurried |= await HurryAsync(socket, reading);
            }

            if (await reading is not { } answer)
            {
                break;
            }

            answers.Add(answer);
        }

        return isHurried;
    }

    /// <summary>Ends sending if there is no answer after a while.</summary>
    private async Task<bool> HurryAsync(Socket socket, Task reading)
    {
        try
        {
            await reading.WaitAsync(Patience, time);
            return false;
        }
        catch (TimeoutException)
        {
            ShutDown(socket);
            return true;
        }
    }

    /// <summary>Reads answers beyond those that were asked for, up to the end.</summary>
    private static async Task ReadRestAsync(
        Socket socket,
        AnswerReader reader,
        List<Answer> answers,
        CancellationToken cancellationToken
    )
    {
        ShutDown(socket);
        try
        {
            while (await reader.ReadAsync(isHead: false, cancellationToken) is { } answer)
            {
                answers.Add(answer);
            }
        }
        catch (IOException) when (!reader.HasMore)
        {
            // A server that has sent everything may reset the connection instead of closing it.
        }
    }

    private static void ShutDown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It is closed already.
        }
    }

    /// <summary>What is sent at once: everything, or one request after the other. After a doubtful request
    /// the next one follows at once; otherwise it would be unknown what the server waits for.</summary>
    private static List<List<Message>> Batches(Script script)
    {
        var batches = new List<List<Message>>();
        var previous = default(Message);
        foreach (var message in script.Messages)
        {
            if (previous is null || (!script.IsPipelined && previous.Framing < Framing.Doubtful))
            {
                batches.Add([]);
            }

            batches[^1].Add(message);
            previous = message;
        }

        return batches;
    }

    private static ReadOnlyMemory<byte> Join(List<Message> batch) =>
        batch is [var only] ? only.Bytes : new Script(0, batch).ToArray();

    private async Task SendAsync(
        Socket socket,
        Script script,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, script.PieceLength)];
            bytes = bytes[piece.Length..];
            while (!piece.IsEmpty)
            {
                piece = piece[await socket.SendAsync(piece, cancellationToken)..];
            }

            if (script.Pause > TimeSpan.Zero && !bytes.IsEmpty)
            {
                await Task.Delay(script.Pause, time, cancellationToken);
            }
        }
    }
}
