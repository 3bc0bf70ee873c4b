using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.Prediction;

/// <summary>Remembers the descriptions of model versions, and asks for each again from time to time.</summary>
/// <remarks>
/// A description is fresh, then stale (used, while one refresh runs in the background), then expired (waited
/// for). Whoever waits shares one refresh; going away ends the wait, not the refresh.
/// </remarks>
public sealed partial class ModelVersionCache
{
    /// <summary>The key of the version that is the default now.</summary>
    public const string DefaultVersion = "";

    /// <summary>How many versions are remembered; callers may ask for any name.</summary>
    private const int MaxVersions = 256;

    private readonly Func<string?, CancellationToken, Task<ModelVersion>> _load;
    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>Starts empty.</summary>
    /// <param name="load">Asks the model server for a version's description; null is the default version.</param>
    /// <param name="options">When descriptions become stale and expire.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of descriptions that can't be had.</param>
    public ModelVersionCache(
        Func<string?, CancellationToken, Task<ModelVersion>> load,
        ModelOptions options,
        TimeProvider time,
        ILogger<ModelVersionCache> logger)
    {
        _load = load;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Gets a description: at once if one is known that hasn't expired.</summary>
    /// <param name="version">The version's name, or <see cref="DefaultVersion"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PredictionException">None is known and none can be had.</exception>
    public Task<ModelVersion> GetAsync(string version, CancellationToken cancellationToken) =>
        Find(version).GetAsync(cancellationToken);

    /// <summary>Gets a description only if one is known that hasn't expired; otherwise asks for it in the
    /// background.</summary>
    /// <param name="version">The version's name.</param>
    public ModelVersion? Peek(string version) => Find(version).Peek();

    /// <summary>Forgets a description that has turned out to be wrong.</summary>
    /// <param name="version">The version's name, or <see cref="DefaultVersion"/>.</param>
    /// <param name="wrong">The description; a newer one stays.</param>
    public void Drop(string version, ModelVersion wrong) => Find(version).Drop(wrong);

    private Entry Find(string version)
    {
        if (_entries.TryGetValue(version, out var entry))
        {
            return entry;
        }

        if (_entries.Count >= MaxVersions)
        {
            _entries.Clear();
        }

        return _entries.GetOrAdd(version, static (key, cache) => new Entry(cache, key), this);
    }

    [LoggerMessage(
        EventId = 10,
        Level = LogLevel.Warning,
        Message = "The description of model version '{Version}' can't be had; predictions go on.")]
    private static partial void LogCannotLoad(ILogger logger, string version, Exception exception);

    /// <summary>One version's description.</summary>
    private sealed class Entry(ModelVersionCache cache, string version)
    {
        /// <summary>How long a failure is remembered, so that not every request asks again.</summary>
        private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

        private readonly Lock _lock = new();

        // Mutable state, guarded by the lock.
        private Task<ModelVersion>? _known;
        private long _knownSince;
        private Task<ModelVersion>? _failed;
        private long _failedSince;
        private Task<ModelVersion>? _refresh;
        private int _generation;

        /// <summary>The description if it is usable; otherwise the refresh that is under way, or the failure of
        /// the last one.</summary>
        public Task<ModelVersion> GetAsync(CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                return FindUsable() ?? (_refresh ?? _failed!).WaitAsync(cancellationToken);
            }
        }

        /// <summary>The description only if it is usable.</summary>
        public ModelVersion? Peek()
        {
            lock (_lock)
            {
                return FindUsable()?.Result;
            }
        }

        /// <summary>Forgets a version; a refresh under way may have asked too early to know.</summary>
        public void Drop(ModelVersion wrong)
        {
            lock (_lock)
            {
                if (_known?.Result.Version == wrong.Version)
                {
                    _known = null;
                    _refresh = null;
                    _generation++;
                }
            }
        }

        /// <summary>The description if it is usable; starts a refresh unless it is fresh.</summary>
        private Task<ModelVersion>? FindUsable()
        {
            if (_known is null)
            {
                StartRefresh();
                return null;
            }

            var age = cache._time.GetElapsedTime(_knownSince);
            if (age >= cache._options.RefreshAfter)
            {
                StartRefresh();
            }

            return age < cache._options.ExpireAfter ? _known : null;
        }

        private void StartRefresh()
        {
            if (_refresh is not null
                || (_failed is not null && cache._time.GetElapsedTime(_failedSince) < RetryInterval))
            {
                return;
            }

            // Away from the caller: neither his cancellation nor his trace is the refresh's.
            var generation = _generation;
            using (ExecutionContext.SuppressFlow())
            {
                _refresh = Task.Run(() => RefreshAsync(generation));
            }
        }

        private async Task<ModelVersion> RefreshAsync(int generation)
        {
            try
            {
                var model = await cache._load(version.Length == 0 ? null : version, CancellationToken.None);
                End(generation, Task.FromResult(model), null);
                return model;
            }
            catch (Exception exception)
            {
                LogCannotLoad(cache._logger, version, exception);
                End(generation, null, Task.FromException<ModelVersion>(exception));
                throw;
            }
        }

        private void End(int generation, Task<ModelVersion>? known, Task<ModelVersion>? failed)
        {
            lock (_lock)
            {
                if (generation != _generation)
                {
                    return;
                }

                var now = cache._time.GetTimestamp();
                (_refresh, _failed, _failedSince) = (null, failed, now);
                if (known is not null)
                {
                    (_known, _knownSince) = (known, now);
                }
            }
        }
    }
}
