using System.Diagnostics;
using Xunit;

namespace SentimentFunction.Tools.TestKit;

/// <summary>Runs programs to their end, which comes in a limited time.</summary>
public static class ChildProcess
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    /// <summary>Runs a program with redirected standard streams, for ten minutes at most.</summary>
    /// <param name="start">The program; its streams are redirected here.</param>
    /// <param name="input">What is typed.</param>
    /// <exception cref="TimeoutException">It took longer, or the test was cancelled; it and all that it
    /// started were killed.</exception>
    public static Task<ProcessResult> RunAsync(ProcessStartInfo start, string input = "") =>
        RunAsync(start, UsualLimit, input);

    /// <summary>Runs a program of which only counts whether it succeeds.</summary>
    /// <param name="start">The program; its streams are redirected here.</param>
    /// <param name="limit">The time that it may take; then it and all that it started are killed.</param>
    /// <returns>Why it failed, in a few words; null when it ended with exit code 0.</returns>
    public static async Task<string?> TryAsync(ProcessStartInfo start, TimeSpan limit)
    {
        try
        {
            var result = await RunAsync(start, limit, input: "");
            return result.ExitCode == 0 ? null : $"'{start.FileName}' ended with exit code {result.ExitCode}";
        }
        catch (TimeoutException)
        {
            return $"'{start.FileName}' was not done after {limit.TotalMinutes} minutes";
        }
    }

    private static async Task<ProcessResult> RunAsync(ProcessStartInfo start, TimeSpan limit, string input)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var end = Task.WhenAll(output, errors, TypeAsync(process, input), process.WaitForExitAsync());
        try
        {
            await end.WaitAsync(limit, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await end.WaitAsync(TimeToEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new TimeoutException(
                $"'{start.FileName} {string.Join(' ', start.ArgumentList)}' has not ended by itself."
                    + $"\n{Read(output)}\n{Read(errors)}",
                exception
            );
        }

        return new(process.ExitCode, await output, await errors);
    }

    private static async Task TypeAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all.
        }
    }

    private static string Read(Task<string> stream) => stream.IsCompletedSuccessfully ? stream.Result : "";
}
