using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>
/// What is going to go wrong. Of several faults for a call, the one that was added first meets it.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private volatile bool _isEmpty = true;

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
            _entries.Add(new(fault));
            _isEmpty = false;
        }
    }

    /// <summary>Removes all faults; calls that have met one keep it.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _isEmpty = true;
        }
    }

    /// <summary>Finds what goes wrong with a call, and counts it.</summary>
    /// <param name="protocol">The server that is called.</param>
    /// <param name="kind">What the call asks for.</param>
    internal Fault? Meet(Protocol protocol, CallKind kind)
    {
        if (_isEmpty)
        {
            return null;
        }

        lock (_lock)
        {
            var entry = _entries.Find(entry => entry.Meets(protocol, kind));
            _entries.RemoveAll(entry => entry.Left == 0);
            _isEmpty = _entries.Count == 0;
            return entry?.Fault;
        }
    }

    private sealed class Entry(Fault fault)
    {
        private int _seen;

        public Fault Fault { get; } = fault;

        public int? Left { get; private set; } = fault.Times;

        public bool Meets(Protocol protocol, CallKind kind)
        {
            if (kind != Fault.Call || (Fault.Protocol ?? protocol) != protocol || ++_seen % Fault.Every != 0)
            {
                return false;
            }

            Left--;
            return true;
        }
    }
}
