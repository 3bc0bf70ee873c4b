using System.Runtime.CompilerServices;
using SentimentFunction.Prediction.Batching;

namespace SentimentFunction.Prediction;

/// <summary>Asks once more after a failure that may be over in a moment: the model server can't be reached,
/// is unavailable, or has had too many requests.</summary>
/// <remarks>
/// Predictions can be repeated safely: nothing changes at the model server. This stands outside of
/// <see cref="BatchingPredictor"/>, so that nobody else's call waits meanwhile. A broken connection is
/// replaced where it broke, at once.
/// </remarks>
/// <param name="inner">Makes the predictions.</param>
/// <param name="limit">The time for a request, both calls together.</param>
/// <param name="time">The clock.</param>
public sealed class RetryingPredictor(IPredictor inner, RequestTime limit, TimeProvider time) : IPredictor
{
    /// <summary>The longest wait. A server that asks for more is not asked again: its caller is told when to
    /// try.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>What is added to what the server asks for, at most, so that not all come back at
    /// once.</summary>
    public static readonly TimeSpan LongestJitter = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var startedAt = time.GetTimestamp();
        TimeSpan delay;
        try
        {
            return await inner.PredictAsync(instances, version, cancellationToken);
        }
        catch (PredictionException failed) when (IsWorthAnother(failed, time.GetElapsedTime(startedAt)))
        {
            delay = DelayAfter(failed);
        }

        await Task.Delay(delay, time, cancellationToken);
        return await inner.PredictAsync(instances, version, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        inner.ListVersionsAsync(cancellationToken);

    /// <summary>Whether the repetition would be soon, and still in time if it takes as long.</summary>
    private bool IsWorthAnother(PredictionException failed, TimeSpan taken) =>
        failed.Failure
            is PredictionFailure.Unavailable
                or PredictionFailure.Unreachable
                or PredictionFailure.ConnectTimedOut
                or PredictionFailure.RateLimited
        && (failed.RetryAfter ?? TimeSpan.Zero) + LongestJitter <= LongestWait
        && (2 * taken) + LongestWait < limit.Limit;

    /// <summary>Those who shared a call wait alike, so that they can share the next one too.</summary>
    private static TimeSpan DelayAfter(PredictionException failed) =>
        (failed.RetryAfter ?? TimeSpan.Zero)
        + (LongestJitter * ((uint)RuntimeHelpers.GetHashCode(failed) % 100 / 100.0));
}
