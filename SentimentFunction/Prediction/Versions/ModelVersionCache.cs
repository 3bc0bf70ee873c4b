using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.Prediction.Versions;

/// <summary>Remembers the descriptions of model versions, and asks for each again from time to
/// time.</summary>
/// <remarks>
/// <see cref="CachedDescription"/> says how long each is used. Callers may ask for any name, so the names are
/// bounded, and so are the look-ups of unknown names. The default version is apart from them: no name
/// displaces it.
/// </remarks>
public sealed class ModelVersionCache
{
    /// <summary>How many named versions are remembered. For one more, the one that was not used for
    /// longest is forgotten, and one without a description before any that has one.</summary>
    public const int MaxVersions = 256;

    private readonly Func<string?, CancellationToken, Task<ModelVersion>> _load;
    private readonly DescriptionLifetime _lifetime;
    private readonly RequestTime _requestTime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LookUpBudget _lookUps;
    private readonly CachedDescription _default;
    private readonly ConcurrentDictionary<string, CachedDescription> _named = new();
    private readonly Lock _adding = new();

    /// <summary>Starts empty.</summary>
    /// <param name="load">Asks the model server for a version's description; null is the default
    /// version.</param>
    /// <param name="refreshAfter">The age at which a description is refreshed.</param>
    /// <param name="expireAfter">The age at which it is no longer used.</param>
    /// <param name="requestTime">Whether the model server may be starting.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Reports versions that can't be described.</param>
    public ModelVersionCache(
        Func<string?, CancellationToken, Task<ModelVersion>> load,
        TimeSpan refreshAfter,
        TimeSpan expireAfter,
        RequestTime requestTime,
        TimeProvider time,
        ILogger<ModelVersionCache> logger
    )
    {
        _load = load;
        _lifetime = new(refreshAfter, expireAfter);
        _requestTime = requestTime;
        _time = time;
        _logger = logger;
        _lookUps = new(time);
        _default = Describe(null);
    }

    /// <summary>Gets a description: at once if one is known that may be used.</summary>
    /// <param name="version">The version's name; null for the default version.</param>
    /// <param name="cancellationToken">Ends the wait, not the look-up.</param>
    /// <exception cref="PredictionException">None is known and the version can't be described, or too many
    /// unknown versions have been asked for lately.</exception>
    public Task<ModelVersion> GetAsync(string? version, CancellationToken cancellationToken)
    {
        if (version is null)
        {
            return _default.GetAsync(cancellationToken);
        }

        if (!_named.TryGetValue(version, out var description) || description.NeedsLookUp)
        {
            if (!_lookUps.TryTake())
            {
                return Task.FromException<ModelVersion>(LookUpBudget.UsedUp());
            }

            description ??= Add(version);
        }

        return description.GetAsync(cancellationToken);
    }

    /// <summary>Gets a description at once, if one is known that may be used; starts a refresh in the
    /// background if it is due. Nothing waits for that, as a process that is frozen after an
    /// answer does not get it done.</summary>
    /// <param name="version">The name of a version that has just made predictions, so that there is
    /// one.</param>
    public ModelVersion? GetKnownAndRefresh(string version) =>
        (_named.TryGetValue(version, out var description) ? description : Add(version)).GetKnownAndRefresh();

    /// <summary>Forgets a description that has turned out to be wrong.</summary>
    /// <param name="wrong">The default version's description; a newer one stays.</param>
    public void DropDefault(ModelVersion wrong) => _default.Drop(wrong);

    private CachedDescription Describe(string? version) =>
        new(version, _load, _lifetime, _requestTime, _time, _logger);

    private CachedDescription Add(string version)
    {
        lock (_adding)
        {
            if (_named.Count >= MaxVersions && !_named.ContainsKey(version))
            {
                var leaving = _named.MinBy(named => (named.Value.IsKnown, named.Value.UsedAt));
                _named.TryRemove(leaving);
            }

            return _named.GetOrAdd(version, static (key, cache) => cache.Describe(key), this);
        }
    }
}
