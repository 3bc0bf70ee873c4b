using System.Diagnostics;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Runs what a person would type.</summary>
internal static class Shell
{
    /// <summary>Runs one command with bash and gives what it prints; the test is skipped where bash or curl is
    /// missing, and fails when the command does.</summary>
    public static async Task<string> RunAsync(string command)
    {
        if (OperatingSystem.IsWindows() || !Exists("bash") || !Exists("curl"))
        {
            Assert.Skip("The README's examples need bash and curl, which are not on this machine.");
        }

        var start = new ProcessStartInfo("bash", ["-c", $"set -o errexit -o pipefail; {command}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
