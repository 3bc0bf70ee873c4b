using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>Takes the processor away from a process, as Cloud Run does after an answer.</summary>
internal static class Freezer
{
    // Numbers of signal(7) on Linux, x86 and ARM.
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>Stops it, and waits until it stands still.</summary>
    /// <param name="process">Its id.</param>
    public static async Task FreezeAsync(int process)
    {
        Signal(process, SigStop);
        await BoundedWait.UntilAsync(() => IsStopped(File.ReadAllText($"/proc/{process}/stat")));
    }

    /// <summary>Lets it go on.</summary>
    /// <param name="process">Its id.</param>
    public static void Thaw(int process) => Signal(process, SigCont);

    /// <summary>proc(5): the state follows the name, which is in parentheses; T is stopped by a
    /// signal.</summary>
    private static bool IsStopped(string stat) =>
        stat[stat.LastIndexOf(')')..].StartsWith(") T ", StringComparison.Ordinal);

    private static void Signal(int process, int signal)
    {
        if (Kill(process, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
