using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>Counts calls. Every call is counted before its answer is sent.</summary>
public sealed class CallCounters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CallKind, long> _calls = [];
    private readonly Dictionary<int, long> _statuses = [];
    private readonly Dictionary<FaultKind, long> _faults = [];
    private readonly Dictionary<ServerLimit, long> _limits = [];
    private readonly Dictionary<string, long> _versions = [];
    private readonly SortedDictionary<int, long> _histogram = [];
    private long _held;
    private long _tokens;
    private long _openedConnections;
    private int _openConnections;
    private int _running;
    private int _mostAtOnce;

    /// <summary>What has been counted.</summary>
    public CounterSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new()
            {
                Calls = new Dictionary<CallKind, long>(_calls),
                Statuses = new Dictionary<int, long>(_statuses),
                Faults = new Dictionary<FaultKind, long>(_faults),
                Limits = new Dictionary<ServerLimit, long>(_limits),
                Held = _held,
                Versions = new Dictionary<string, long>(_versions),
                Instances = CountInstances(),
                Running = _running,
                MostAtOnce = _mostAtOnce,
                Tokens = _tokens,
                OpenConnections = _openConnections,
                OpenedConnections = _openedConnections,
            };
        }
    }

    /// <summary>Counts from 0 again. What is under way or open stays counted.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _calls.Clear();
            _statuses.Clear();
            _faults.Clear();
            _limits.Clear();
            _versions.Clear();
            _histogram.Clear();
            (_held, _tokens, _openedConnections, _mostAtOnce) = (0, 0, 0, _running);
        }
    }

    internal void Begin(CallKind kind)
    {
        lock (_lock)
        {
            Increment(_calls, kind);
            if (kind == CallKind.Predict)
            {
                _mostAtOnce = Math.Max(_mostAtOnce, ++_running);
            }
        }
    }

    internal void CountHeld()
    {
        lock (_lock)
        {
            _held++;
        }
    }

    internal void CountFault(FaultKind fault)
    {
        lock (_lock)
        {
            Increment(_faults, fault);
        }
    }

    internal void End(CallKind kind, int status, ServerLimit? exceeded)
    {
        lock (_lock)
        {
            Increment(_statuses, status);
            _running -= kind == CallKind.Predict ? 1 : 0;
            if (exceeded is { } limit)
            {
                Increment(_limits, limit);
            }
        }
    }

    internal void CountPredictions(string version, int instances)
    {
        lock (_lock)
        {
            Increment(_histogram, instances);
            Increment(_versions, version, instances);
        }
    }

    internal void CountToken()
    {
        lock (_lock)
        {
            _tokens++;
        }
    }

    internal void CountConnection(bool isOpen)
    {
        lock (_lock)
        {
            _openConnections += isOpen ? 1 : -1;
            _openedConnections += isOpen ? 1 : 0;
        }
    }

    private InstanceCounts CountInstances() =>
        new(
            _histogram.Values.Sum(),
            _histogram.Sum(entry => entry.Key * entry.Value),
            _histogram.Count == 0 ? 0 : _histogram.Keys.Last(),
            new SortedDictionary<int, long>(_histogram)
        );

    private static void Increment<TKey>(IDictionary<TKey, long> counts, TKey key, long by = 1) =>
        counts[key] = (counts.TryGetValue(key, out var count) ? count : 0) + by;
}
