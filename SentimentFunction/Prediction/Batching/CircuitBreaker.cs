using Polly;
using Polly.CircuitBreaker;

namespace SentimentFunction.Prediction.Batching;

/// <summary>Leaves a model server alone when it fails often, or does not answer at all.</summary>
/// <remarks>
/// <para>It opens when half of the calls of 10 seconds have failed, which Polly judges, or when a full set of
/// calls has run out of time without one answer between them: with a request's 10 seconds and few calls at
/// once, a server that hangs is never asked often enough for the former.</para>
/// <para>While it is open, a single call tries the server every now and then, whether or not the one before
/// has ended: the first good answer closes it. Calls that their callers have cancelled say nothing.</para>
/// <para>It is used by one thread at a time.</para>
/// </remarks>
/// <param name="fullSet">How many calls without an answer open it, from 1.</param>
/// <param name="time">The clock.</param>
internal sealed class CircuitBreaker(int fullSet, TimeProvider time)
{
    /// <summary>The time from one call that tries the server to the next.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);

    /// <summary>The calls after which their share is judged, at least.</summary>
    public const int MinimumCalls = 20;

    private const double FailureRatio = 0.5;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);

    private (ResiliencePipeline<bool> Pipeline, CircuitBreakerStateProvider State)? _judge;
    private bool _hasFailed;
    private long _triedAt;

    /// <summary>Whether the server is left alone.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How many calls have run out of time since the last answer.</summary>
    public int SilentCalls { get; private set; }

    /// <summary>Whether nothing is known that is worth remembering.</summary>
    public bool IsUntouched => !IsOpen && !_hasFailed;

    /// <summary>Whether it is open because nothing was answered.</summary>
    public bool IsSilent => IsOpen && SilentCalls > 0;

    /// <summary>Whether a call may try the server now, although it is left alone. If so, the next one may do
    /// so after <see cref="ProbeInterval"/>.</summary>
    public bool TryProbe()
    {
        if (time.GetElapsedTime(_triedAt) < ProbeInterval)
        {
            return false;
        }

        _triedAt = time.GetTimestamp();
        return true;
    }

    /// <summary>The failure of who comes while the server is left alone.</summary>
    public PredictionException LeftAlone()
    {
        var left = ProbeInterval - time.GetElapsedTime(_triedAt);
        return new(
            PredictionFailure.Unavailable,
            IsSilent
                ? "The model server does not answer, so it is left alone for a moment. Try again."
                : "The model server has failed too often lately, so it is left alone for a moment. Try again."
        )
        {
            RetryAfter = left > TimeSpan.Zero ? left : ProbeInterval,
        };
    }

    /// <summary>Notes the end of a call.</summary>
    /// <param name="end">What became of it.</param>
    /// <param name="isProbe">Whether it has tried a server that was left alone.</param>
    public void Note(CallEnd end, bool isProbe)
    {
        if (end == CallEnd.Unknown)
        {
            return;
        }

        if (IsOpen)
        {
            NoteOpen(end, isProbe);
            return;
        }

        SilentCalls = end == CallEnd.Silent ? SilentCalls + 1 : 0;
        _hasFailed |= end != CallEnd.Good;
        if (SilentCalls >= fullSet || FailsTooOften(end == CallEnd.Good))
        {
            (IsOpen, _judge, _triedAt) = (true, null, time.GetTimestamp());
        }
    }

    /// <summary>What began before the server was left alone says that it answers again, where it had been
    /// silent; but not that it no longer fails.</summary>
    private void NoteOpen(CallEnd end, bool isProbe)
    {
        if (end == CallEnd.Good && (isProbe || IsSilent))
        {
            (IsOpen, _hasFailed) = (false, false);
        }

        // One that has failed may hang now.
        SilentCalls = end == CallEnd.Silent ? Math.Max(SilentCalls, 1) : 0;
    }

    private bool FailsTooOften(bool isGood)
    {
        var (pipeline, state) = _judge ??= CreateJudge();
        pipeline.Execute(static good => good, isGood);
        return state.CircuitState != CircuitState.Closed;
    }

    private (ResiliencePipeline<bool> Pipeline, CircuitBreakerStateProvider State) CreateJudge()
    {
        var state = new CircuitBreakerStateProvider();
        var options = new CircuitBreakerStrategyOptions<bool>
        {
            FailureRatio = FailureRatio,
            MinimumThroughput = MinimumCalls,
            SamplingDuration = Sampling,
            StateProvider = state,
            ShouldHandle = static arguments => new(!arguments.Outcome.Result),
        };
        var builder = new ResiliencePipelineBuilder<bool> { TimeProvider = time };
        return (builder.AddCircuitBreaker(options).Build(), state);
    }
}
