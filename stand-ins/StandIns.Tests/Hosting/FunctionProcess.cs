using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Xunit;

namespace StandIns.Tests.Hosting;

/// <summary>The sample function in a process of its own, which ends with the test at the latest.</summary>
internal sealed partial class FunctionProcess : IAsyncDisposable
{
    private static readonly string[] FrameworkVariables =
    [
        "PORT",
        "FUNCTION_TARGET",
        "K_SERVICE",
        "DOTNET_RUNNING_IN_CONTAINER",
        "ASPNETCORE_URLS",
        "ASPNETCORE_ENVIRONMENT",
        "DOTNET_ENVIRONMENT",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private FunctionProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadOutputAsync();
    }

    /// <summary>The lines on standard output that have been awaited so far.</summary>
    public List<string> Lines { get; } = [];

    public static FunctionProcess Start(string[] args, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Sample.Function).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        Array.ForEach(FrameworkVariables, name => start.Environment.Remove(name));
        Array.ForEach(variables, variable => start.Environment[variable.Name] = variable.Value);
        return new FunctionProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the function can be called.</summary>
    /// <returns>A client of it.</returns>
    public async Task<HttpClient> ListenAsync()
    {
        var line = await ReadUntilAsync("Now listening on: ");
        return new HttpClient { BaseAddress = new Uri(ListeningAddress().Match(line).Value) };
    }

    /// <summary>Waits for a line of output.</summary>
    /// <param name="text">What the line contains.</param>
    /// <returns>The line.</returns>
    public async Task<string> ReadUntilAsync(string text)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        deadline.CancelAfter(Limit);
        await foreach (var line in _output.Reader.ReadAllAsync(deadline.Token))
        {
            Lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The process ended without writing '{text}':\n{await _errors}");
    }

    /// <summary>Asks the process to stop, as Cloud Run does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>Its exit code and what it wrote to standard error.</returns>
    public async Task<(int ExitCode, string Errors)> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        await _reading;
        while (_output.Reader.TryRead(out var line))
        {
            Lines.Add(line);
        }

        return (_process.ExitCode, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _reading;
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.\d:\d+")]
    private static partial Regex ListeningAddress();

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.Writer.TryWrite(line);
        }

        _output.Writer.Complete();
    }
}
