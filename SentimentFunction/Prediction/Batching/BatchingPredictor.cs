namespace SentimentFunction.Prediction.Batching;

/// <summary>Lets requests share calls of the model server under load, and leaves it alone when it
/// fails.</summary>
/// <remarks>
/// A request leaves at once while fewer than the most calls are under way: an idle function adds no waiting.
/// What arrives while all of them are leaves together in the next call, in order. Requests for different
/// versions, signatures or parameters stand in lanes of their own: what one of them waits for or fails of
/// costs the others nothing.
/// </remarks>
/// <param name="inner">Makes the predictions.</param>
/// <param name="options">How calls are shared.</param>
/// <param name="budget">The memory for the calls that requests share.</param>
public sealed class BatchingPredictor(IPredictor inner, LaneOptions options, MemoryBudget budget) : IPredictor
{
    /// <summary>How long the caller waits whose request tries a server that does not answer. Its answer may
    /// come later: then the next callers are served.</summary>
    public static readonly TimeSpan ProbePatience = TimeSpan.FromMilliseconds(50);

    private readonly Lanes _lanes = new(options);

    /// <inheritdoc/>
    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var request = new PendingRequest(instances, version);
        request.LeaveWith(_lanes, cancellationToken);
        try
        {
            if (_lanes.Add(request) is { } call)
            {
                _ = RunAsync(call);
            }
        }
        catch (PredictionException turnedAway)
        {
            request.Fail(turnedAway);
        }

        return request.LeftAlone is { } leftAlone
            ? WaitShortlyAsync(request.Result, leftAlone)
            : request.Result;
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        inner.DescribeAsync(version, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        inner.ListVersionsAsync(cancellationToken);

    private async Task RunAsync(SharedCall call)
    {
        try
        {
            using (call)
            {
                call.Answer(await inner.PredictAsync(call.Begin(budget), call.Version, call.Abandoned));
            }

            _lanes.End(call);
        }
        catch (Exception failure)
        {
            foreach (var (request, why) in _lanes.End(call, failure))
            {
                request.Fail(why);
            }
        }

        while (_lanes.Next() is { } next)
        {
            _ = RunAsync(next);
        }
    }

    private async Task<PredictionResult> WaitShortlyAsync(
        Task<PredictionResult> result,
        PredictionException leftAlone
    )
    {
        try
        {
            return await result.WaitAsync(ProbePatience, options.Time);
        }
        catch (TimeoutException)
        {
            // The result may be a failure that nobody looks at any longer.
            _ = result.ContinueWith(late => late.Exception, TaskScheduler.Default);
            throw leftAlone;
        }
    }
}
