using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>What is done about a model server that fails: one repetition at once where a connection broke,
/// and a pause when it fails often.</summary>
/// <remarks>The circuit breaker stands outside: a broken connection that is replaced is no failure to it.
/// Each call of <see cref="RetryingPredictor"/> is one of its own.</remarks>
internal static class Resilience
{
    /// <summary>How long a model server that fails often is left alone.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(2);

    /// <summary>Whether an attempt must not use a connection that has been idle.</summary>
    public static readonly ResiliencePropertyKey<bool> NeedsFreshConnection = new(
        nameof(NeedsFreshConnection)
    );

    private const double BreakRatio = 0.5;
    private const int BreakMinimum = 20;

    private static readonly TimeSpan BreakSampling = TimeSpan.FromSeconds(10);

    /// <summary>Builds the strategies for one model server.</summary>
    /// <param name="time">The clock.</param>
    public static ResiliencePipeline<byte[]> Build(TimeProvider time) =>
        new ResiliencePipelineBuilder<byte[]> { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<byte[]>
                {
                    FailureRatio = BreakRatio,
                    MinimumThroughput = BreakMinimum,
                    SamplingDuration = BreakSampling,
                    BreakDuration = BreakDuration,
                    ShouldHandle = arguments =>
                        new(
                            arguments.Outcome.Exception is PredictionException failed
                                && IsServersFault(failed.Failure)
                        ),
                }
            )
            .AddRetry(
                new RetryStrategyOptions<byte[]>
                {
                    MaxRetryAttempts = 1,
                    Delay = TimeSpan.Zero,
                    ShouldHandle = arguments =>
                        new(
                            arguments.Outcome.Exception
                                is PredictionException { Failure: PredictionFailure.ConnectionBroken }
                        ),
                    OnRetry = arguments =>
                    {
                        // Where one idle connection was dead, others may be.
                        arguments.Context.Properties.Set(NeedsFreshConnection, true);
                        return default;
                    },
                }
            )
            .Build();

    private static bool IsServersFault(PredictionFailure failure) =>
        failure
            is PredictionFailure.ConnectionBroken
                or PredictionFailure.Unavailable
                or PredictionFailure.ServerFailed
                or PredictionFailure.TimedOut;
}
