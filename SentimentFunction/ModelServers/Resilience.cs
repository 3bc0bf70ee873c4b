using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>What is done about a model server that fails: one repetition, and a pause when it fails often.</summary>
/// <remarks>The circuit breaker stands outside: what a repetition mends is no failure to it.</remarks>
internal static class Resilience
{
    /// <summary>How long a model server that fails often is left alone.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(2);

    /// <summary>The time for a call, its repetition included.</summary>
    public static readonly ResiliencePropertyKey<CallDeadline> Deadline = new(nameof(Deadline));

    /// <summary>Whether an attempt must not use a connection that has been idle.</summary>
    public static readonly ResiliencePropertyKey<bool> NeedsFreshConnection = new(nameof(NeedsFreshConnection));

    private const double BreakRatio = 0.5;
    private const int BreakMinimum = 20;

    private static readonly TimeSpan BreakSampling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestJitter = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait for a repetition, which keeps others from their turn. A server that asks for more is
    /// not asked again: its caller is told when to try.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>Builds the strategies for one model server; calls pass their <see cref="Deadline"/>.</summary>
    /// <param name="time">The clock.</param>
    public static ResiliencePipeline<byte[]> Build(TimeProvider time) =>
        new ResiliencePipelineBuilder<byte[]> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<byte[]>
            {
                FailureRatio = BreakRatio,
                MinimumThroughput = BreakMinimum,
                SamplingDuration = BreakSampling,
                BreakDuration = BreakDuration,
                ShouldHandle = arguments => new(
                    arguments.Outcome.Exception is PredictionException failed && IsServersFault(failed.Failure)),
            })
            .AddRetry(new RetryStrategyOptions<byte[]>
            {
                MaxRetryAttempts = 1,
                ShouldHandle = arguments => new(
                    arguments.Outcome.Exception is PredictionException failed
                    && IsRepeatable(failed.Failure)
                    && HasTime(failed, arguments.Context)),
                OnRetry = arguments =>
                {
                    // Where one idle connection was dead, others may be.
                    arguments.Context.Properties.Set(
                        NeedsFreshConnection,
                        arguments.Outcome.Exception is PredictionException
                        {
                            Failure: PredictionFailure.ConnectionBroken,
                        });
                    return default;
                },
                DelayGenerator = arguments => new(DelayAfter((PredictionException)arguments.Outcome.Exception!)),
            })
            .Build();

    /// <summary>Predictions can be repeated safely: nothing changes at the model server.</summary>
    private static bool IsRepeatable(PredictionFailure failure) => failure is
        PredictionFailure.ConnectionBroken or PredictionFailure.Unavailable or PredictionFailure.RateLimited;

    /// <summary>Whether the repetition would be soon, and still in time; otherwise its caller is told when to try.
    /// </summary>
    private static bool HasTime(PredictionException failed, ResilienceContext context)
    {
        var delay = failed.RetryAfter ?? TimeSpan.Zero;
        return delay + LongestJitter <= LongestWait
            && (!context.Properties.TryGetValue(Deadline, out var deadline)
                || delay + TimeToFail(failed) < deadline.Remaining);
    }

    /// <summary>How long the repetition takes to fail the same way: a connection that isn't answered takes all of its
    /// time.</summary>
    private static TimeSpan TimeToFail(PredictionException failed) =>
        failed.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
            ? Connections.ConnectTimeout
            : TimeSpan.Zero;

    private static bool IsServersFault(PredictionFailure failure) => failure is
        PredictionFailure.ConnectionBroken or PredictionFailure.Unavailable or PredictionFailure.ServerFailed
        or PredictionFailure.TimedOut;

    /// <summary>A broken connection says nothing of the load, so it is replaced at once; others wait.</summary>
    private static TimeSpan? DelayAfter(PredictionException failed) =>
        failed.Failure == PredictionFailure.ConnectionBroken
            ? TimeSpan.Zero
            : (failed.RetryAfter ?? TimeSpan.Zero) + (LongestJitter * Random.Shared.NextDouble());
}
