using Polly;
using Polly.CircuitBreaker;
using SentimentFunction.Prediction;
using Outcome = Polly.Outcome;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Leaves a model server alone for a moment when it fails often.</summary>
/// <remarks>Polly's circuit breaker judges. It takes whatever is no failure for a success, and would close
/// for one; so it is only told of calls that have ended by themselves, and a call that its caller has
/// cancelled says nothing.</remarks>
internal sealed class CircuitBreaker
{
    /// <summary>How long the server is left alone. Then a single call tries it.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(2);

    /// <summary>The calls after which it is judged, at least.</summary>
    public const int MinimumCalls = 20;

    /// <summary>The share of the calls of <see cref="Sampling"/> that have to fail.</summary>
    private const double FailureRatio = 0.5;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);
    private static readonly object Answered = new();

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<object> _judge;
    private readonly TimeProvider _time;
    private long _failedAt;
    private int _isTried;

    /// <summary>Starts closed.</summary>
    /// <param name="time">The clock.</param>
    public CircuitBreaker(TimeProvider time)
    {
        _time = time;
        _judge = new ResiliencePipelineBuilder<object> { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<object>
                {
                    FailureRatio = FailureRatio,
                    MinimumThroughput = MinimumCalls,
                    SamplingDuration = Sampling,
                    BreakDuration = BreakDuration,
                    StateProvider = _state,
                    ShouldHandle = arguments => new(IsServersFault(arguments.Outcome.Exception)),
                }
            )
            .Build();
    }

    /// <summary>Begins a call.</summary>
    /// <returns>Whether it is the call that tries a server which has been left alone.</returns>
    /// <exception cref="PredictionException">The server is left alone.</exception>
    public bool Enter()
    {
        if (_state.CircuitState == CircuitState.Closed)
        {
            return false;
        }

        var left = BreakDuration - _time.GetElapsedTime(Volatile.Read(ref _failedAt));
        return left <= TimeSpan.Zero && Interlocked.Exchange(ref _isTried, 1) == 0
            ? true
            : throw ServerFailure.LeftAlone.ToException(
                retryAfter: left > TimeSpan.Zero ? left : BreakDuration
            );
    }

    /// <summary>Ends a call.</summary>
    /// <param name="isTrial">What its beginning has returned.</param>
    /// <param name="exception">Why there is no answer; null where there is one.</param>
    public async ValueTask LeaveAsync(bool isTrial, Exception? exception)
    {
        var isJudged = exception is null or PredictionException { Failure: not PredictionFailure.Busy };

        // A call from before the pause says nothing of how the server is after it.
        if (isJudged && (isTrial || _state.CircuitState == CircuitState.Closed))
        {
            await JudgeAsync(exception);
        }

        if (isTrial)
        {
            Volatile.Write(ref _isTried, 0);
        }
    }

    /// <summary>Tells Polly what has become of a call.</summary>
    private async ValueTask JudgeAsync(Exception? exception)
    {
        if (IsServersFault(exception))
        {
            // Before the pause that it may begin.
            Volatile.Write(ref _failedAt, _time.GetTimestamp());
        }

        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        await _judge.ExecuteOutcomeAsync(
            static (_, told) =>
                ValueTask.FromResult(
                    told is Exception failure
                        ? Outcome.FromException<object>(failure)
                        : Outcome.FromResult(told)
                ),
            context,
            exception ?? Answered
        );
        ResilienceContextPool.Shared.Return(context);
    }

    private static bool IsServersFault(Exception? exception) =>
        exception is PredictionException failed
        && failed.Failure
            is PredictionFailure.ConnectionBroken
                or PredictionFailure.Unavailable
                or PredictionFailure.ServerFailed
                or PredictionFailure.TimedOut;
}
