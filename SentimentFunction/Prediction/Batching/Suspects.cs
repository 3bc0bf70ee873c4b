namespace SentimentFunction.Prediction.Batching;

/// <summary>Remembers requests that have made a call fail a moment ago, so that they leave alone.</summary>
/// <remarks>It keeps hashes, of a seed of this process; two requests of the same hash only leave alone, both
/// of them. It is used by one thread at a time.</remarks>
/// <param name="time">The clock.</param>
internal sealed class Suspects(TimeProvider time)
{
    /// <summary>How long one is remembered after it was last refused.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>How many are remembered; for one more, the one that was refused first is forgotten.</summary>
    public const int Capacity = 256;

    private readonly Dictionary<int, long> _refusedAt = [];

    /// <summary>Remembers a request.</summary>
    /// <param name="instances">What it asks for.</param>
    public void Add(Instances instances)
    {
        var hash = HashOf(instances);
        if (_refusedAt.Count == Capacity && !_refusedAt.ContainsKey(hash))
        {
            _refusedAt.Remove(_refusedAt.MinBy(suspect => suspect.Value).Key);
        }

        _refusedAt[hash] = time.GetTimestamp();
    }

    /// <summary>Forgets a request that was answered.</summary>
    /// <param name="instances">What it asked for.</param>
    public void Clear(Instances instances) => _refusedAt.Remove(HashOf(instances));

    /// <summary>Whether a request is remembered.</summary>
    /// <param name="instances">What it asks for.</param>
    public bool Contains(Instances instances) =>
        _refusedAt.Count > 0
        && _refusedAt.TryGetValue(HashOf(instances), out var refusedAt)
        && time.GetElapsedTime(refusedAt) < Memory;

    private static int HashOf(Instances instances)
    {
        var hash = new HashCode();
        hash.AddBytes(instances.Json.Span);
        return hash.ToHashCode();
    }
}
