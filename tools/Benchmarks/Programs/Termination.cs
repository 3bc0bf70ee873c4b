using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>Asks a process to end, as Cloud Run does before it takes an instance away.</summary>
internal static partial class Termination
{
    private const int SigTerm = 15;

    public static void Request(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            // Windows has no such signal for processes without a window.
            process.Kill();
        }
        else
        {
            _ = Kill(process.Id, SigTerm);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
