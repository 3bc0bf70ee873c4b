using Microsoft.Extensions.Logging;

namespace SentimentFunction.Prediction.Versions;

/// <content>Asks for the description anew.</content>
internal sealed partial class CachedDescription
{
    private Refresh StartRefresh()
    {
        var refresh = new Refresh(_time.GetTimestamp());
        _refreshes.Add(refresh);

        // Away from the caller: neither his cancellation nor his trace is the refresh's.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => RunAsync(refresh));
        }

        return refresh;
    }

    private async Task RunAsync(Refresh refresh)
    {
        try
        {
            Succeed(refresh, await _load(_version, CancellationToken.None));
        }
        catch (PredictionException failure)
        {
            Fail(refresh, ToldFrom(failure), IsSure(refresh, failure));
        }
        catch (Exception unknown)
        {
            // A cancellation, or something that nobody has thought of: it says nothing of the next attempt.
            Fail(
                refresh,
                new(
                    PredictionFailure.ServerFailed,
                    "The model version can't be described. Try again.",
                    unknown
                ),
                isSure: false
            );
        }
    }

    /// <summary>The failure of a model that has no version, for a caller who has asked for none.</summary>
    /// <param name="cause">What the model server says.</param>
    public static PredictionException NoVersion(PredictionException cause) =>
        new(PredictionFailure.Unavailable, "The model has no version that answers. Try again later.", cause)
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>A caller who asks for no version can't have asked for the wrong one.</summary>
    private PredictionException ToldFrom(PredictionException failure) =>
        _version is null && failure.Failure == PredictionFailure.VersionNotFound
            ? NoVersion(failure)
            : failure;

    private void Succeed(Refresh refresh, ModelVersion model)
    {
        lock (_lock)
        {
            // Otherwise it asked too early to know.
            if (_refreshes.Remove(refresh))
            {
                model = Remember(refresh, model);
            }
        }

        refresh.Answer.TrySetResult(model);
    }

    /// <summary>Remembers what was asked for last, whatever the order of the answers.</summary>
    private ModelVersion Remember(Refresh refresh, ModelVersion model)
    {
        if (_known is not null && refresh.AskedAt < _knownSince)
        {
            return _known.Result;
        }

        (_known, _knownSince, _failure, _lateAt) = (Task.FromResult(model), refresh.AskedAt, null, null);
        if (AgeOfKnown() < _lifetime.UsedFor)
        {
            // Who waits for a refresh beside this one needn't wait any longer.
            _refreshes.ForEach(other => other.Answer.TrySetResult(model));
        }

        return model;
    }

    private void Fail(Refresh refresh, PredictionException failure, bool isSure)
    {
        lock (_lock)
        {
            // A newer refresh may succeed, and one that asked too early has failed for reasons of that time.
            if (_refreshes.Remove(refresh) && isSure && _refreshes.Count == 0)
            {
                (_failure, _failedAt) = (failure, _time.GetTimestamp());
            }
        }

        // Strangers can ask for any name.
        if (failure.Failure != PredictionFailure.VersionNotFound)
        {
            LogCannotDescribe(_logger, _version ?? "(default)", failure);
        }

        if (refresh.Answer.TrySetException(failure))
        {
            // Nobody may have waited.
            _ = refresh.Answer.Task.Exception;
        }
    }

    /// <summary>Whether a failure is one of the model server's now. What went wrong long after the question
    /// may be due to a pause of this process; a time-out isn't, as the time for a call doesn't run out in a
    /// pause.</summary>
    private bool IsSure(Refresh refresh, PredictionException failure) =>
        failure.Failure == PredictionFailure.TimedOut
        || _time.GetElapsedTime(refresh.AskedAt) < DescriptionLifetime.JoinableFor;

    [LoggerMessage(
        EventId = 10,
        Level = LogLevel.Warning,
        Message = "Model version '{Version}' can't be described; predictions go on."
    )]
    private static partial void LogCannotDescribe(ILogger logger, string version, Exception exception);

    /// <summary>One refresh under way.</summary>
    /// <param name="askedAt">When it began, as a timestamp.</param>
    private sealed class Refresh(long askedAt)
    {
        public long AskedAt { get; } = askedAt;

        public TaskCompletionSource<ModelVersion> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
