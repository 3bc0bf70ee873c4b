using System.Diagnostics;
using System.Net;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>Freezes the function between answers, again and again, and looks at every answer.</summary>
/// <param name="function">The function.</param>
/// <param name="moveInterval">The time between two moves of the default version.</param>
internal sealed class FreezeRun(FrozenFunction function, TimeSpan moveInterval)
{
    /// <summary>How long a description takes at least.</summary>
    public static readonly TimeSpan DescriptionTime = TimeSpan.FromSeconds(0.5);

    /// <summary>After which an old default version must not answer any more: RefreshAfter, the 5 s of
    /// stale-while-revalidate, and one call, which is waited for for a second at most.</summary>
    private static readonly TimeSpan SeenAfter = TimeSpan.FromSeconds(1 + 5 + 1);

    /// <summary>How long a description that has come too late, on a busy machine, excuses an old
    /// default.</summary>
    private static readonly TimeSpan LateFor = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestTrust = TimeSpan.FromSeconds(1);

    private static readonly Drop[] Drops = Enum.GetValues<Drop>();

    private readonly List<(long At, string Version)> _defaults = [(0, "1")];
    private long _lateAt;

    /// <summary>What has been seen so far.</summary>
    public FreezeFigures Figures { get; } = new();

    /// <summary>Answers a few requests, warm; then freezes, and so on.</summary>
    /// <param name="pauses">How long the function is frozen each time.</param>
    public async Task RunAsync(IEnumerable<TimeSpan> pauses)
    {
        await function.WarmUpAsync();
        function.Emulator.Faults.Add(
            new(FaultKind.Delay) { Call = CallKind.Metadata, Delay = DescriptionTime }
        );
        function.Emulator.Faults.Add(
            new(FaultKind.Delay) { Call = CallKind.Token, Delay = TimeSpan.FromSeconds(0.05) }
        );
        Look(await function.PredictAsync(), Stopwatch.GetTimestamp());
        var cycle = 0;
        foreach (var pause in pauses)
        {
            var startedAt = Stopwatch.GetTimestamp();
            Figures.Warm.Add(Look(await function.PredictAsync(), startedAt));
            await function.FreezeAsync(DropIn(cycle, pause));
            MoveIfDue();
            await Task.Delay(pause, Xunit.TestContext.Current.CancellationToken);
            startedAt = Stopwatch.GetTimestamp();
            Figures.First.Add(Look(await function.ThawAsync(), startedAt));
            cycle++;
        }
    }

    /// <summary>Nothing on the way forgets an idle connection within a second without saying so, and the
    /// function relies on that; what is in the middle of a call may be lost at any time.</summary>
    private static Drop DropIn(int cycle, TimeSpan pause) =>
        Drops[cycle % Drops.Length] is Drop.IdleSilently or Drop.AllSilently && pause <= LongestTrust
            ? Drop.WaitingSilently
            : Drops[cycle % Drops.Length];

    private void MoveIfDue()
    {
        if (Stopwatch.GetElapsedTime(_defaults[^1].At) >= moveInterval)
        {
            _defaults.Add((Stopwatch.GetTimestamp(), function.Move(_defaults.Count)));
        }
    }

    private TimeSpan Look(FrozenAnswer answer, long startedAt)
    {
        Figures.Answers++;
        if (answer.Status != HttpStatusCode.OK)
        {
            Figures.Failures.Add($"{(int)answer.Status}: {answer.Body}");
            return answer.Time;
        }

        if (answer.Reported is null)
        {
            Figures.Versionless++;
        }
        else if (answer.Reported != answer.Made)
        {
            Figures.False.Add($"{answer.Made} was reported as {answer.Reported}.");
        }

        _lateAt = answer.Time >= TimeSpan.FromSeconds(1) ? Stopwatch.GetTimestamp() : _lateAt;
        if (IsOld(answer.Made!, startedAt))
        {
            if (_lateAt != 0 && Stopwatch.GetElapsedTime(_lateAt) < LateFor)
            {
                Figures.Late++;
            }
            else
            {
                Figures.Old.Add(
                    $"{answer.Made} after {Stopwatch.GetElapsedTime(_defaults[^1].At)}: {answer.Body}"
                );
            }
        }

        return answer.Time;
    }

    /// <summary>Whether a version was the default only too long before the request.</summary>
    private bool IsOld(string version, long startedAt)
    {
        for (var i = _defaults.Count - 1; i >= 0; i--)
        {
            if (_defaults[i].Version == version)
            {
                return false;
            }

            if (Stopwatch.GetElapsedTime(_defaults[i].At, startedAt) > SeenAfter)
            {
                return true;
            }
        }

        return true;
    }
}
