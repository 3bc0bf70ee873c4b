using Microsoft.Extensions.Logging;

namespace SentimentFunction.Prediction.Versions;

/// <summary>The description of one model version, and how old it is.</summary>
/// <remarks>
/// <para>In the terms of RFC 5861, https://www.rfc-editor.org/rfc/rfc5861, and counted from the moment in
/// which it was asked for, a description is fresh up to <c>Model:RefreshAfter</c>; then stale
/// while it is revalidated (used, while one refresh runs in the background); then waited for, for a moment;
/// and stale if that fails, up to <c>Model:ExpireAfter</c>.</para>
/// <para>Cloud Run takes the processor away after the last answer, for seconds or for a quarter of an hour: a
/// refresh stops in its middle, and its connection may have died when it goes on. So nothing relies on it:
/// who has to wait doesn't wait for a refresh that began before he can have come, but starts one of his own
/// beside it, within his own request. Going away ends a wait, never a refresh.</para>
/// </remarks>
internal sealed partial class CachedDescription
{
    private readonly string? _version;
    private readonly Func<string?, CancellationToken, Task<ModelVersion>> _load;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DescriptionLifetime _lifetime;
    private readonly RequestTime _requestTime;
    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private Task<ModelVersion>? _known;
    private long _knownSince;
    private PredictionException? _failure;
    private long _failedAt;
    private long? _lateAt;

    /// <summary>The time for a server to show that it need not start; null until somebody has waited for
    /// that. A pause of this process doesn't count. It ends by itself, as others may wait by it.</summary>
    private Deadline? _patience;

    /// <summary>The refreshes under way, oldest first; without those that asked too early to know.</summary>
    private readonly List<Refresh> _refreshes = [];

    /// <summary>Starts without a description.</summary>
    /// <param name="version">The version; null for the default one.</param>
    /// <param name="load">Asks the model server; in a time of its own.</param>
    /// <param name="lifetime">When the description becomes stale and expires.</param>
    /// <param name="requestTime">Whether the model server may be starting.</param>
    /// <param name="time">The clock; its timestamps go on while the process is frozen.</param>
    /// <param name="logger">Reports that the version can't be described.</param>
    public CachedDescription(
        string? version,
        Func<string?, CancellationToken, Task<ModelVersion>> load,
        DescriptionLifetime lifetime,
        RequestTime requestTime,
        TimeProvider time,
        ILogger logger
    )
    {
        (_version, _load, _lifetime) = (version, load, lifetime);
        (_requestTime, _time, _logger) = (requestTime, time, logger);
    }

    /// <summary>When it was last asked for, as a timestamp.</summary>
    public long UsedAt { get; private set; }

    /// <summary>Whether there is a description, however old.</summary>
    public bool IsKnown => Volatile.Read(ref _known) is not null;

    /// <summary>Whether nothing at all is known, so that whoever asks starts a look-up.</summary>
    public bool NeedsLookUp
    {
        get
        {
            lock (_lock)
            {
                return _known is null && FindYoungRefresh() is null && FindFailure(LongestMemory()) is null;
            }
        }
    }

    /// <summary>Gets the description: at once if it may be used, else after a refresh.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PredictionException">None is known, and the version can't be described.</exception>
    public Task<ModelVersion> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (UseAndRefresh() is { } usable)
            {
                return usable;
            }

            var stale = AgeOfKnown() < _lifetime.ExpiresAfter ? _known : null;
            if (FindFailure(LongestMemory()) is { } failure)
            {
                return stale ?? Task.FromException<ModelVersion>(failure);
            }

            if (stale is null && _requestTime.IsServerStarting)
            {
                return WaitForStart(cancellationToken);
            }

            var refresh = FindYoungRefresh() ?? StartRefresh();
            return stale is null ? refresh.Answer.Task.WaitAsync(cancellationToken)
                : IsLate() ? stale
                : WaitAsync(refresh, stale, cancellationToken);
        }
    }

    /// <summary>Gets the description if it has not expired; starts a refresh in the background if one is due.
    /// </summary>
    public ModelVersion? GetKnownAndRefresh()
    {
        lock (_lock)
        {
            if (
                UseAndRefresh() is null
                && FindYoungRefresh() is null
                && FindFailure(DescriptionLifetime.FailureMemory) is null
            )
            {
                StartRefresh();
            }

            return AgeOfKnown() < _lifetime.ExpiresAfter ? _known!.Result : null;
        }
    }

    /// <summary>Forgets the description; refreshes under way may have asked too early to know.</summary>
    /// <param name="wrong">What has turned out to be wrong; a newer one stays.</param>
    public void Drop(ModelVersion wrong)
    {
        lock (_lock)
        {
            if (_known?.Result.Version == wrong.Version)
            {
                _known = null;
                _refreshes.Clear();
            }
        }
    }

    /// <summary>Uses the description if it needn't be waited for; starts a refresh in the background if it is
    /// stale.</summary>
    private Task<ModelVersion>? UseAndRefresh()
    {
        UsedAt = _time.GetTimestamp();
        var age = AgeOfKnown();
        if (age >= _lifetime.UsedFor)
        {
            return null;
        }

        if (
            age >= _lifetime.FreshFor
            && _refreshes.Count == 0
            && FindFailure(DescriptionLifetime.FailureMemory) is null
        )
        {
            StartRefresh();
        }

        return _known;
    }

    private TimeSpan AgeOfKnown() => _known is null ? TimeSpan.MaxValue : _time.GetElapsedTime(_knownSince);

    private bool IsLate() =>
        _lateAt is { } late && _time.GetElapsedTime(late) < DescriptionLifetime.FailureMemory;

    private Refresh? FindYoungRefresh() =>
        _refreshes is [.., var newest]
        && _time.GetElapsedTime(newest.AskedAt) < DescriptionLifetime.JoinableFor
            ? newest
            : null;

    private PredictionException? FindFailure(TimeSpan memory) =>
        _failure is not null && _time.GetElapsedTime(_failedAt) < memory ? _failure : null;

    private TimeSpan LongestMemory() =>
        _version is not null && _failure?.Failure == PredictionFailure.VersionNotFound
            ? _lifetime.AbsenceMemory
            : DescriptionLifetime.FailureMemory;

    /// <summary>Waits for a server that may be starting, as one that is there answers soon. Only those who
    /// come first wait for that; later it is known not to be so.</summary>
    private Task<ModelVersion> WaitForStart(CancellationToken cancellationToken)
    {
        _patience ??= Deadline.Start(DescriptionLifetime.LongestWaitForStart, _time, CancellationToken.None);
        var refresh = FindYoungRefresh() ?? StartRefresh();
        return _patience.IsOver
            ? Task.FromException<ModelVersion>(RequestTime.Starting())
            : WaitForStartAsync(refresh, _patience, cancellationToken);
    }

    private static async Task<ModelVersion> WaitForStartAsync(
        Refresh refresh,
        Deadline patience,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await refresh.Answer.Task.WaitAsync(patience.Token).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw RequestTime.Starting();
        }
    }

    private async Task<ModelVersion> WaitAsync(
        Refresh refresh,
        Task<ModelVersion> stale,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await refresh.Answer.Task.WaitAsync(
                DescriptionLifetime.LongestWait,
                _time,
                cancellationToken
            );
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                _lateAt = _time.GetTimestamp();
            }
        }
        catch (PredictionException)
        {
            // It has been logged.
        }

        return await stale;
    }
}
