using System.Diagnostics;
using Polly;
using Polly.Retry;
using SentimentFunction.Prediction;
using Outcome = Polly.Outcome;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Makes the calls of one model server, whatever its protocol: in their time, once more on a fresh
/// connection where one broke, and for predictions behind a circuit breaker.</summary>
/// <remarks>What becomes of a call is judged by its <see cref="PredictionFailure"/> alone. Each call of
/// <see cref="RetryingPredictor"/> is one of its own.</remarks>
/// <param name="times">The time for a call.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerCalls(CallTimes times, TimeProvider time)
{
    /// <summary>Predictions and descriptions can be repeated safely: nothing changes at the server.</summary>
    private static readonly ResiliencePipeline<object> OnceMore = new ResiliencePipelineBuilder<object>()
        .AddRetry(
            new RetryStrategyOptions<object>
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                ShouldHandle = arguments =>
                    new(
                        arguments.Outcome.Exception
                            is PredictionException { Failure: PredictionFailure.ConnectionBroken }
                    ),
            }
        )
        .Build();

    private readonly CircuitBreaker _breaker = new(time);

    /// <summary>Asks for predictions.</summary>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="instances">How many predictions are asked for; they are counted.</param>
    /// <param name="send">Makes one attempt. A <see cref="PredictionException"/> that it throws is passed on;
    /// what else it throws is read by <see cref="ExceptionReader"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<T> PredictAsync<T>(
        int instances,
        Func<Attempt, Task<T>> send,
        CancellationToken cancellationToken
    )
        where T : class
    {
        Telemetry.CountCall(instances);
        var isTrial = _breaker.Enter();
        try
        {
            // A broken connection that is replaced is no failure to the breaker.
            var answer = await CallAsync(times.Prediction, send, cancellationToken);
            await _breaker.LeaveAsync(isTrial, null);
            return answer;
        }
        catch (Exception exception)
        {
            await _breaker.LeaveAsync(isTrial, exception);
            throw;
        }
    }

    /// <summary>Asks about a model: in a time of its own, whatever has become of earlier calls.</summary>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="send">Makes one attempt, as for predictions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<T> DescribeAsync<T>(Func<Attempt, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        // What is asked about a model is asked for all callers: it belongs to no one's trace.
        Activity.Current = null;
        return await CallAsync(times.Description, send, cancellationToken);
    }

    private async Task<T> CallAsync<T>(
        TimeSpan limit,
        Func<Attempt, Task<T>> send,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var deadline = new Deadline(limit, time, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            var outcome = await OnceMore.ExecuteOutcomeAsync(
                static (_, call) => call.AttemptAsync(),
                context,
                new Call<T>(send, deadline)
            );
            outcome.ThrowIfException();
            return (T)outcome.Result!;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Deadline.Missed(SafeCause.Of(exception));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // A class, as code that is generic over it comes compiled, unlike over a struct.
    private sealed class Call<T>(Func<Attempt, Task<T>> send, Deadline deadline)
        where T : class
    {
        private bool _isRepeated;

        public async ValueTask<Outcome<object>> AttemptAsync()
        {
            // Where one idle connection was dead, others may be.
            var attempt = new Attempt(_isRepeated, deadline.Token);
            _isRepeated = true;
            try
            {
                return Outcome.FromResult<object>(await send(attempt));
            }
            catch (Exception exception)
            {
                return Outcome.FromException<object>(Read(exception));
            }
        }

        /// <summary>The end of a call can also break a connection, or a library, in the middle of
        /// something.</summary>
        private Exception Read(Exception exception) =>
            exception is PredictionException ? exception
            : deadline.IsOver ? Deadline.Missed(SafeCause.Of(exception))
            : deadline.Token.IsCancellationRequested ? new OperationCanceledException(deadline.Token)
            : ExceptionReader.Read(exception);
    }
}
