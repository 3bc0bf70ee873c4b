namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>Reads a function's log, as the cloud does: a full pipe would stop the function.</summary>
internal static class LogReader
{
    // As much as a pipe holds.
    private const int BufferSize = 65_536;

    /// <summary>Reads until the function has ended.</summary>
    /// <param name="output">The function's standard output.</param>
    /// <param name="interval">The time from one read to the next. With none, the function wakes the reader up
    /// with every line, and pays for it.</param>
    public static Task DrainAsync(Stream output, TimeSpan interval) =>
        Task.Factory.StartNew(
            () => Drain(output, interval),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private static void Drain(Stream output, TimeSpan interval)
    {
        var buffer = new byte[BufferSize];
        while (output.Read(buffer) > 0)
        {
            if (interval > TimeSpan.Zero)
            {
                Thread.Sleep(interval);
            }
        }
    }
}
