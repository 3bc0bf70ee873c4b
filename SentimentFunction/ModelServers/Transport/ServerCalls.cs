using System.Diagnostics;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Makes the calls of one model server, whatever its protocol: in their time, and once more on a
/// fresh connection where one broke.</summary>
/// <remarks>What becomes of a call is judged by its <see cref="PredictionFailure"/> alone. Each call of
/// <see cref="RetryingPredictor"/> is one of its own.</remarks>
/// <param name="times">The time for a call.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerCalls(CallTimes times, TimeProvider time)
{
    /// <summary>Asks for predictions.</summary>
    /// <typeparam name="TCall">What is sent.</typeparam>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="instances">How many predictions are asked for; they are counted.</param>
    /// <param name="call">What is sent.</param>
    /// <param name="send">Makes one attempt. A <see cref="PredictionException"/> that it throws is passed on;
    /// what else it throws is read by <see cref="ExceptionReader"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<T> PredictAsync<TCall, T>(
        int instances,
        TCall call,
        Func<TCall, Attempt, Task<T>> send,
        CancellationToken cancellationToken
    )
    {
        Telemetry.CountCall(instances);
        return CallAsync(times.Prediction, call, send, cancellationToken);
    }

    /// <summary>Asks about a model: in a time of its own, whatever has become of earlier calls.</summary>
    /// <typeparam name="TCall">What is sent.</typeparam>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="call">What is sent.</param>
    /// <param name="send">Makes one attempt, as for predictions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<T> DescribeAsync<TCall, T>(
        TCall call,
        Func<TCall, Attempt, Task<T>> send,
        CancellationToken cancellationToken
    )
    {
        // What is asked about a model is asked for all callers: it belongs to no one's trace.
        Activity.Current = null;
        return await CallAsync(times.Description, call, send, cancellationToken);
    }

    private async Task<T> CallAsync<TCall, T>(
        TimeSpan limit,
        TCall call,
        Func<TCall, Attempt, Task<T>> send,
        CancellationToken cancellationToken
    )
    {
        using var deadline = DeadlineClock.Start(limit, time, [cancellationToken]);
        var needsFreshConnection = false;
        while (true)
        {
            try
            {
                deadline.Token.ThrowIfCancellationRequested();
                var answer = await send(call, new(needsFreshConnection, deadline));
                times.Note(null);
                return answer;
            }
            catch (PredictionException failed) when (!IsWorthAnother(failed, needsFreshConnection))
            {
                times.Note(failed.Failure);
                throw;
            }
            catch (Exception exception)
            {
                var failure = Read(exception, deadline);
                if (!IsWorthAnother(failure, needsFreshConnection))
                {
                    throw failure;
                }
            }

            needsFreshConnection = true;
        }
    }

    /// <summary>Nothing changes at the server, so it can be asked again. Where one idle connection was dead,
    /// others may be.</summary>
    private static bool IsWorthAnother(Exception failure, bool isRepetition) =>
        failure is PredictionException { Failure: PredictionFailure.ConnectionBroken } && !isRepetition;

    /// <summary>The end of a call can also break a connection, or a library, in the middle of
    /// something.</summary>
    private Exception Read(Exception exception, DeadlineClock deadline) =>
        deadline.IsOver ? times.Missed(SafeCause.Of(exception))
        : deadline.Token.IsCancellationRequested ? new OperationCanceledException(deadline.Token)
        : ExceptionReader.Read(exception);
}
