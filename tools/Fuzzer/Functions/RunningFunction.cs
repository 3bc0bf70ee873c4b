using System.Diagnostics;
using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Fuzzer.Functions;

/// <summary>The function in a process of its own, with the memory of the default container.</summary>
internal sealed class RunningFunction : IAsyncDisposable
{
    /// <summary>How long Cloud Run waits after SIGTERM before it kills.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _log;

    private RunningFunction(string name, Process process, int port, Action<ReadOnlyMemory<byte>> takeLine)
    {
        Name = name;
        Port = port;
        _process = process;
        _log = Task.WhenAll(
            LogLines.ReadAsync(process.StandardOutput.BaseStream, takeLine),
            LogLines.ReadAsync(process.StandardError.BaseStream, takeLine)
        );
    }

    /// <summary>The name in reports.</summary>
    public string Name { get; }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The exit code; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts a function.</summary>
    /// <param name="name">The name in reports.</param>
    /// <param name="program">The function.</param>
    /// <param name="settings">More environment variables.</param>
    /// <param name="takeLine">Receives each line of its log.</param>
    public static RunningFunction Start(
        string name,
        IServerProgram program,
        IReadOnlyDictionary<string, string> settings,
        Action<ReadOnlyMemory<byte>> takeLine
    )
    {
        var port = FreePort.Find();
        var start = program.CreateStartInfo(port, settings);
        start.RedirectStandardError = true;

        // 384 MiB: three quarters of the container's 512, which is what .NET takes in it.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x18000000";
        return new(name, Process.Start(start)!, port, takeLine);
    }

    /// <summary>The most memory that it has held, in bytes, as Linux counts it; 0 once it has
    /// ended.</summary>
    public long PeakResidentBytes()
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status")
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line[6..^2], NumberStyles.Integer, CultureInfo.InvariantCulture) * 1_024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Asks it to end (SIGTERM), and waits until it has ended.</summary>
    /// <returns>Its exit code; null when it had to be killed.</returns>
    public async Task<int?> StopAsync()
    {
        Termination.Request(_process);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeToStop);
            await _log;
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            _process.Kill();
            return null;
        }
    }

    /// <summary>Ends it at once, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _log;
        _process.Dispose();
    }
}
