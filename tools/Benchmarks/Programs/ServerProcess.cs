using System.Diagnostics;
using SentimentFunction.Tools.ObservedHeaps;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>A server in a process of its own, on 127.0.0.1.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly ObservedHeap? _heap;
    private readonly Task _output;

    private ServerProcess(Process process, ObservedHeap? heap, int port, TimeSpan logInterval)
    {
        _process = process;
        _heap = heap;
        _output = LogReader.DrainAsync(process.StandardOutput.BaseStream, logInterval);
        Port = port;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The memory that it holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="program">The server.</param>
    /// <param name="settings">More environment variables.</param>
    /// <param name="core">The only processor core that it may use; null for all.</param>
    /// <param name="logInterval">How often its log is read.</param>
    /// <param name="heap">Observes its heap; null where it has none, or its start is what counts.</param>
    public static ServerProcess Start(
        IServerProgram program,
        IReadOnlyDictionary<string, string> settings,
        int? core,
        TimeSpan logInterval,
        ObservedHeap? heap = null
    )
    {
        var port = FreePort.Find();
        var start = program.CreateStartInfo(port, settings);
        foreach (var (name, value) in heap?.Variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = core is { } only ? CorePinning.Start(start, only) : Process.Start(start)!;
        return new ServerProcess(process, heap, port, logInterval);
    }

    /// <summary>Reads what it has allocated and collected so far; null where that is not observed.</summary>
    public HeapFigures? ReadHeap() => _heap?.Read();

    /// <summary>Asks it to end (SIGTERM), and waits until it has ended.</summary>
    /// <exception cref="TimeoutException">It did not end in time, so it was killed.</exception>
    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            Termination.Request(_process);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeToStop);
                await _output;
            }
            catch (TimeoutException)
            {
                _process.Kill();
                throw new TimeoutException(
                    $"The server did not end within {TimeToStop.TotalSeconds} s of SIGTERM."
                );
            }
        }
    }
}
