using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tools.TestKit;

/// <summary>A program that prints where it listens. Its process ends with the test at the latest.</summary>
public partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _next = NewSource();
    private int _openStreams = 2;

    /// <summary>Starts a program.</summary>
    /// <param name="start">The program; its output is redirected here.</param>
    public ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, isError: true);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The memory that it takes now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has written so far, to standard output and to standard error.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>What it has written to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_lock)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>The lines that it has written to standard output so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Where it listens; on 127.0.0.1 if on every address, as in a container.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task<Uri> AddressAsync()
    {
        var match = Listening().Match(await ReadUntilAsync(Listening().IsMatch));
        var host = match.Groups["every"].Success ? "127.0.0.1" : match.Groups["host"].Value;
        return new Uri($"http://{host}:{match.Groups["port"].Value}");
    }

    /// <summary>Waits for a line on standard output, unless it is already there.</summary>
    /// <param name="text">What the line contains.</param>
    /// <returns>The line.</returns>
    /// <exception cref="InvalidOperationException">The process has ended without writing it.</exception>
    public Task<string> ReadUntilAsync(string text) =>
        ReadUntilAsync(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as Cloud Run does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    /// <summary>Kills it if it has not ended by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }

        _process.Dispose();
    }

    private async Task<string> ReadUntilAsync(Func<string, bool> isWanted)
    {
        try
        {
            return await FindAsync(isWanted).WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The process has not written that yet:\n{Output}", exception);
        }
    }

    private async Task<string> FindAsync(Func<string, bool> isWanted)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_lines.Find(line => isWanted(line)) is { } found)
                {
                    return found;
                }

                if (_openStreams == 0)
                {
                    throw new InvalidOperationException($"The process has ended:\n{_output}");
                }

                next = _next.Task;
            }

            await next;
        }
    }

    private void Take(string? line, bool isError)
    {
        TaskCompletionSource arrived;
        lock (_lock)
        {
            if (line is null)
            {
                _openStreams--;
            }
            else
            {
                _output.AppendLine(line);
                if (isError)
                {
                    _errors.AppendLine(line);
                }
                else
                {
                    _lines.Add(line);
                }
            }

            arrived = _next;
            _next = NewSource();
        }

        arrived.SetResult();
    }

    private static TaskCompletionSource NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(
        @"istening on:? http://((?<every>0\.0\.0\.0|\[::\])|(?<host>127\.0\.0\.\d+)):(?<port>\d+)"
    )]
    private static partial Regex Listening();
}
