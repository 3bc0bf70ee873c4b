using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>Waits for a moment, more exactly than the runtime's timers, which count milliseconds.</summary>
/// <remarks>It keeps its core busy for about a tenth of a millisecond at most, for others need that core;
/// on Windows for up to two, as nothing sleeps less there.</remarks>
internal static partial class PreciseWait
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Oversleep = OperatingSystem.IsWindows()
        ? TimeSpan.FromMilliseconds(2)
        : TimeSpan.FromMicroseconds(100);

    /// <summary>Waits.</summary>
    /// <param name="moment">The moment, as <see cref="Stopwatch"/> counts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static void Until(long moment, CancellationToken cancellationToken)
    {
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), moment) is var left && left > TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (left > Oversleep)
            {
                Sleep(left - Oversleep < LongestSleep ? left - Oversleep : LongestSleep);
            }
            else
            {
                // Others on this core go on meanwhile.
                Thread.Yield();
            }
        }
    }

    private static void Sleep(TimeSpan time)
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.Sleep(time);
        }
        else
        {
            _ = SleepMicroseconds((uint)time.TotalMicroseconds);
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int SleepMicroseconds(uint microseconds);
}
