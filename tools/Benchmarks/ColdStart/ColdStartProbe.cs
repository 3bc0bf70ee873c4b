using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.ColdStart;

/// <summary>Starts a function once, and stops it after its first answer.</summary>
internal static class ColdStartProbe
{
    /// <summary>Measures one start.</summary>
    public static async Task<ColdStartSample> MeasureAsync(
        PublishedProgram program,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken
    )
    {
        var startedAt = Stopwatch.GetTimestamp();
        await using var function = ServerProcess.Start(
            program,
            settings,
            core: null,
            logInterval: TimeSpan.Zero
        );
        FirstAnswer.Get(function, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        return new(elapsed, function.ProcessorTime, function.ResidentBytes);
    }
}
