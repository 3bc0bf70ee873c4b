using Microsoft.Extensions.Logging;

namespace SentimentFunction.Prediction.Versions;

/// <summary>Remembers which versions a model has. Whoever asks gets an answer soon, if only that it isn't
/// known: nothing fails because of it.</summary>
/// <remarks>In the terms of RFC 5861, as <see cref="CachedDescription"/>: it is fresh up to
/// <c>Model:RefreshAfter</c>, stale while it is revalidated for a moment, then waited for, and stale if that
/// fails up to <c>Model:ExpireAfter</c>. No refresh that began before a pause of this process is waited for.
/// Going away ends a wait, never a refresh.</remarks>
public sealed partial class VersionList
{
    /// <summary>How long nobody waits after it could not be had, or not in time.</summary>
    public static readonly TimeSpan FailureMemory = TimeSpan.FromSeconds(10);

    private readonly Func<CancellationToken, Task<IReadOnlyList<string>?>> _load;
    private readonly DescriptionLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private IReadOnlyList<string>? _known;
    private long? _knownSince;
    private long? _failedAt;
    private Task? _refresh;
    private long _refreshedAt;

    /// <summary>Starts without it.</summary>
    /// <param name="load">Asks the model server; null where it doesn't list its versions.</param>
    /// <param name="refreshAfter">The age at which it is refreshed.</param>
    /// <param name="expireAfter">The age at which it is no longer used.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Reports that the versions can't be listed.</param>
    public VersionList(
        Func<CancellationToken, Task<IReadOnlyList<string>?>> load,
        TimeSpan refreshAfter,
        TimeSpan expireAfter,
        TimeProvider time,
        ILogger<VersionList> logger
    ) => (_load, _lifetime, _time, _logger) = (load, new(refreshAfter, expireAfter), time, logger);

    /// <summary>Gets the names of the versions: at once, or within a second.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The names, as the model server lists them; null where it doesn't, or can't be
    /// asked.</returns>
    public async Task<IReadOnlyList<string>?> GetAsync(CancellationToken cancellationToken)
    {
        if (FindRefreshToWaitFor() is { } refresh)
        {
            try
            {
                await refresh.WaitAsync(DescriptionLifetime.LongestWait, _time, cancellationToken);
            }
            catch (TimeoutException)
            {
                NoteFailure();
            }
        }

        lock (_lock)
        {
            return AgeOfKnown() < _lifetime.ExpiresAfter ? _known : null;
        }
    }

    /// <summary>Starts a refresh where one is due; null where nobody need wait for one.</summary>
    private Task? FindRefreshToWaitFor()
    {
        lock (_lock)
        {
            var age = AgeOfKnown();
            if (
                age < _lifetime.FreshFor
                || (_failedAt is { } failed && _time.GetElapsedTime(failed) < FailureMemory)
            )
            {
                return null;
            }

            if (_refresh is null || _time.GetElapsedTime(_refreshedAt) >= DescriptionLifetime.JoinableFor)
            {
                StartRefresh();
            }

            return age < _lifetime.UsedFor ? null : _refresh;
        }
    }

    private TimeSpan AgeOfKnown() =>
        _knownSince is { } since ? _time.GetElapsedTime(since) : TimeSpan.MaxValue;

    private void StartRefresh()
    {
        var askedAt = _refreshedAt = _time.GetTimestamp();

        // Away from the caller: neither his cancellation nor his trace is the refresh's.
        using (ExecutionContext.SuppressFlow())
        {
            _refresh = Task.Run(() => RefreshAsync(askedAt));
        }
    }

    private async Task RefreshAsync(long askedAt)
    {
        try
        {
            Remember(await _load(CancellationToken.None), askedAt);
        }
        catch (Exception failure)
        {
            NoteFailure();
            LogCannotList(_logger, failure);
        }
        finally
        {
            lock (_lock)
            {
                _refresh = _refreshedAt == askedAt ? null : _refresh;
            }
        }
    }

    /// <summary>Remembers what was asked for last, whatever the order of the answers.</summary>
    private void Remember(IReadOnlyList<string>? versions, long askedAt)
    {
        lock (_lock)
        {
            if (_knownSince is null || askedAt >= _knownSince)
            {
                (_known, _knownSince, _failedAt) = (versions, askedAt, null);
            }
        }
    }

    private void NoteFailure()
    {
        lock (_lock)
        {
            _failedAt = _time.GetTimestamp();
        }
    }

    [LoggerMessage(
        EventId = 11,
        Level = LogLevel.Warning,
        Message = "The model's versions can't be listed; descriptions of the model go on without them."
    )]
    private static partial void LogCannotList(ILogger logger, Exception exception);
}
