using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The function in a process of its own, started the way the cloud starts it, on a free
/// port.</summary>
internal sealed partial class FunctionProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The function as it was built, or as it was published into the folder that PUBLISHED_FUNCTION
    /// names.
    /// </summary>
    private static readonly string Own = Path.Combine(
        Environment.GetEnvironmentVariable("PUBLISHED_FUNCTION") ?? AppContext.BaseDirectory,
        "SentimentFunction.dll"
    );

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private FunctionProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The memory that it takes now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Where it listens; fails when it has ended instead.</summary>
    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <summary>Starts the function.</summary>
    /// <param name="settings">Environment variables.</param>
    public static FunctionProcess Start(params (string Name, string Value)[] settings) =>
        StartAssembly(Own, settings);

    /// <summary>Starts the function with a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">Environment variables.</param>
    public static FunctionProcess StartWith(
        string[] arguments,
        params (string Name, string Value)[] settings
    ) => StartAssembly(Own, arguments, settings);

    /// <summary>Starts the function from another folder than the tests' own.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="settings">Environment variables.</param>
    public static FunctionProcess StartAssembly(
        string assembly,
        params (string Name, string Value)[] settings
    ) => StartAssembly(assembly, [], settings);

    private static FunctionProcess StartAssembly(
        string assembly,
        string[] arguments,
        (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["PORT"] = "0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new FunctionProcess(start);
    }

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
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"The function has ended:\n{Output}"));
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri($"http://127.0.0.1:{match.Groups["port"].Value}"));
        }
    }

    /// <summary>In a container it listens on every address.</summary>
    [GeneratedRegex(@"Now listening on: http://(127\.0\.0\.1|0\.0\.0\.0|\[::\]):(?<port>\d+)")]
    private static partial Regex Listening();
}
