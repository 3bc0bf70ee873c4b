using System.Diagnostics;
using System.Globalization;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>A function in a process of its own, started as the cloud starts it, but on 127.0.0.1.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(15);

    /// <summary>What must not come from this program's environment.</summary>
    private static readonly string[] Unset =
        ["DOTNET_RUNNING_IN_CONTAINER", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", SocketMode.Variable];

    private readonly Process _process;
    private readonly Task _output;

    private FunctionProcess(Process process, int port, TimeSpan logInterval)
    {
        _process = process;
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

    /// <summary>Starts a function.</summary>
    /// <param name="program">The function.</param>
    /// <param name="settings">More environment variables.</param>
    /// <param name="core">The only processor core that it may use; null for all.</param>
    /// <param name="logInterval">How often its log is read.</param>
    public static FunctionProcess Start(
        PublishedProgram program, IReadOnlyDictionary<string, string> settings, int? core, TimeSpan logInterval)
    {
        var port = FreePort.Find();
        var start = CreateStartInfo(program, port, settings);
        var process = core is { } only ? CorePinning.Start(start, only) : Process.Start(start)!;
        return new FunctionProcess(process, port, logInterval);
    }

    /// <summary>Asks it to end (SIGTERM), and waits until it has.</summary>
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
                throw new TimeoutException($"The function did not end within {TimeToStop.TotalSeconds} s of SIGTERM.");
            }
        }
    }

    private static ProcessStartInfo CreateStartInfo(
        PublishedProgram program, int port, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [program.Assembly])
        {
            WorkingDirectory = program.Folder,
            RedirectStandardOutput = true,
        };
        foreach (var name in Unset)
        {
            start.Environment.Remove(name);
        }

        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTION_TARGET"] = program.Target;
        start.Environment["K_SERVICE"] = "benchmark";
        start.Environment["Model__Server"] = "embedded";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
