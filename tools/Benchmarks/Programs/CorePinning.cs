using System.ComponentModel;
using System.Diagnostics;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>Keeps a server and its load on different processor cores.</summary>
internal static class CorePinning
{
    /// <summary>Whether this system can do that, and has more than one core.</summary>
    public static bool IsSupported =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) && Environment.ProcessorCount > 1;

    /// <summary>Starts a process that may use one core only.</summary>
    public static Process Start(ProcessStartInfo start, int core)
    {
        if (OperatingSystem.IsWindows())
        {
            var process = Process.Start(start)!;
            process.ProcessorAffinity = (nint)1 << core;
            return process;
        }

        // The runtime counts its cores when it starts, so it must find itself pinned.
        start.ArgumentList.Insert(0, start.FileName);
        start.ArgumentList.Insert(0, $"{core}");
        start.ArgumentList.Insert(0, "--cpu-list");
        start.FileName = "taskset";
        return Process.Start(start)!;
    }

    /// <summary>Moves this process, with all its threads, to the other cores.</summary>
    public static void LeaveTo(int core)
    {
        var others = Enumerable.Range(0, Environment.ProcessorCount).Where(other => other != core);
        if (OperatingSystem.IsWindows())
        {
            Process.GetCurrentProcess().ProcessorAffinity = (nint)others.Sum(other => 1L << other);
            return;
        }

        using var taskset = Process.Start(
            new ProcessStartInfo(
                "taskset",
                ["--all-tasks", "--pid", "--cpu-list", string.Join(',', others), $"{Environment.ProcessId}"]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        taskset.WaitForExit();
        if (taskset.ExitCode != 0)
        {
            throw new Win32Exception("taskset can't move this process to other cores.");
        }
    }
}
