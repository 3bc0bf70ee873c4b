using System.Net.Sockets;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>The connections of one run.</summary>
internal sealed class LoadConnections : IDisposable
{
    private static readonly TimeSpan TimeToDrain = TimeSpan.FromSeconds(10);

    private readonly LoadConnection[] _connections;
    private readonly Task[] _runs;

    /// <summary>Begins to connect them.</summary>
    /// <param name="target">The server.</param>
    /// <param name="count">How many.</param>
    /// <param name="mostRequests">After so many requests each stops by itself.</param>
    /// <param name="schedule">When their requests are due; null when each is due as soon as the one before is
    /// answered.</param>
    public LoadConnections(LoadTarget target, int count, int mostRequests, Schedule? schedule = null)
    {
        _connections =
        [
            .. Enumerable.Range(0, count).Select(_ => new LoadConnection(target, mostRequests, schedule)),
        ];
        _runs = [.. _connections.Select(connection => connection.RunAsync(target.Port))];
    }

    /// <summary>Each of them.</summary>
    public IReadOnlyList<LoadConnection> All => _connections;

    /// <summary>How many right answers have been counted so far.</summary>
    public long Answers => _connections.Sum(connection => connection.Latencies.Count);

    /// <summary>Ends when each has sent all that it may, or has failed.</summary>
    public Task Done => Task.WhenAll(_runs);

    /// <summary>Begins a closed loop: each sends its next request as soon as it has its answer.</summary>
    /// <param name="target">The server.</param>
    /// <param name="limits">How much load.</param>
    public static LoadConnections Loop(LoadTarget target, LoadLimits limits)
    {
        var most = Math.Max(1, limits.Requests / limits.Connections);
        var connections = new LoadConnections(target, limits.Connections, most);
        foreach (var connection in connections.All)
        {
            connection.Release(most);
        }

        return connections;
    }

    /// <summary>Ends a loop, and waits for the answers that are under way.</summary>
    /// <returns>How many connections ended with a wrong answer or none.</returns>
    /// <exception cref="TimeoutException">The last answers did not come.</exception>
    public async Task<int> StopAsync()
    {
        foreach (var connection in _connections)
        {
            connection.Stop();
        }

        return await DrainAsync();
    }

    /// <summary>Waits until each has sent all that it may, and has its answers.</summary>
    /// <returns>How many connections ended with a wrong answer or none.</returns>
    /// <exception cref="TimeoutException">The last answers did not come.</exception>
    public async Task<int> DrainAsync()
    {
        try
        {
            await Done.WaitAsync(TimeToDrain);
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
        }

        return _runs.Count(run => run.IsFaulted);
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }
}
