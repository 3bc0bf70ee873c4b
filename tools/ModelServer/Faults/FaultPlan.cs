using System.Collections.Immutable;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>
/// What is going to go wrong. Of several faults for a call, the one that was added first meets it.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private ImmutableArray<Entry> _entries = [];

    /// <summary>The faults that may still meet a call, with what is left of their times.</summary>
    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Select(entry => entry.Fault with { Times = entry.Left })];
            }
        }
    }

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentException">One of its values is out of range.</exception>
    public void Add(Fault fault)
    {
        if (fault.Flaw is { } flaw)
        {
            throw new ArgumentException(flaw);
        }

        lock (_lock)
        {
            _entries = _entries.Add(new(fault));
        }
    }

    /// <summary>Removes all faults; calls that have met one keep it.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries = [];
        }
    }

    /// <summary>Finds what goes wrong with a call, and counts it.</summary>
    /// <param name="call">The call, with the version that is asked and its body.</param>
    internal Fault? Meet(Call call)
    {
        // To look for a text takes time, which other calls don't wait for.
        foreach (var entry in Current())
        {
            if (entry.Fault.IsFor(call) && TryTake(entry))
            {
                return entry.Fault;
            }
        }

        return null;
    }

    private ImmutableArray<Entry> Current()
    {
        lock (_lock)
        {
            return _entries;
        }
    }

    private bool TryTake(Entry entry)
    {
        lock (_lock)
        {
            var isMet = entry.TryTake();
            _entries = entry.Left == 0 ? _entries.Remove(entry) : _entries;
            return isMet;
        }
    }

    private sealed class Entry(Fault fault)
    {
        private int _seen;

        public Fault Fault { get; } = fault;

        public int? Left { get; private set; } = fault.Times;

        public bool TryTake()
        {
            if (Left == 0 || ++_seen % Fault.Every != 0)
            {
                return false;
            }

            Left--;
            return true;
        }
    }
}
