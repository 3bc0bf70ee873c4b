using System.Diagnostics;

namespace SentimentFunction.Tests.Browser;

/// <summary>Runs a command that may not take longer than a given time.</summary>
internal static class LimitedCommand
{
    /// <summary>Runs a command and ends it, with all it started, when its time is over.</summary>
    /// <returns>Why it failed, in a few words; null when it ended well.</returns>
    public static async Task<string?> RunAsync(string command, IEnumerable<string> arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardInput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? null : $"'{command}' ended with exit code {process.ExitCode}";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return $"'{command}' was not done after {limit.TotalMinutes} minutes";
        }
    }
}
