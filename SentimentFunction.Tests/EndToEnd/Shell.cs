using System.Diagnostics;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Runs what a person would type.</summary>
internal static class Shell
{
    /// <summary>Runs one command with bash and gives what it prints; the test is skipped where bash or curl
    /// is missing, and fails when the command does.</summary>
    public static async Task<string> RunAsync(string command)
    {
        if (OperatingSystem.IsWindows() || !SearchPath.HasAll("bash", "curl"))
        {
            Assert.Skip("The documents' examples need bash and curl, which are not on this machine.");
        }

        var result = await ChildProcess.RunAsync(
            new ProcessStartInfo("bash", ["-c", $"set -o errexit -o pipefail; {command}"])
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
