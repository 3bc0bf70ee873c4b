using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.WarmUp;

/// <summary>Starts a server once, and loads it from its first answer on.</summary>
/// <param name="core">The only processor core that the server may use; null for all.</param>
/// <param name="logInterval">How often its log is read.</param>
/// <param name="limits">How much load.</param>
internal sealed class WarmUpProbe(int? core, TimeSpan logInterval, LoadLimits limits)
{
    /// <summary>When answers and processor time are read, from the start of the process on.</summary>
    public static readonly IReadOnlyList<TimeSpan> Moments =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
    ];

    // What is under way is read in a thread of its own: this one may still wait for the first answer.
    private volatile LoadConnections? _connections;

    /// <summary>Measures one start.</summary>
    /// <exception cref="InvalidDataException">The first answer is not a 200.</exception>
    /// <exception cref="TimeoutException">The first answer or one of the last did not come.</exception>
    public async Task<WarmUpSample> MeasureAsync(
        ContenderProgram contender,
        CancellationToken cancellationToken
    )
    {
        var startedAt = Stopwatch.GetTimestamp();
        await using var server = ServerProcess.Start(
            contender.Program,
            contender.Settings,
            core,
            logInterval
        );
        var marks = Task.Factory.StartNew(
            () => ReadMarks(server, startedAt, cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var target = LoadTarget.Of(server, cancellationToken);
        var firstAnswer = Stopwatch.GetElapsedTime(startedAt);
        using var connections = LoadConnections.Loop(target, limits);
        _connections = connections;
        return new(firstAnswer, await marks, await connections.StopAsync());
    }

    private WarmUpMark[] ReadMarks(
        ServerProcess server,
        long startedAt,
        CancellationToken cancellationToken
    ) =>
        [
            .. Moments.Select(moment =>
            {
                var left = moment - Stopwatch.GetElapsedTime(startedAt);
                cancellationToken.WaitHandle.WaitOne(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                cancellationToken.ThrowIfCancellationRequested();
                return new WarmUpMark(Answers, server.ProcessorTime);
            }),
        ];

    // The first answer is one more.
    private long Answers => _connections is { } connections ? 1 + connections.Answers : 0;
}
