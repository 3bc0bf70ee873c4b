using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>What has been counted since the start, or since the counters were reset.</summary>
public sealed record CounterSnapshot
{
    /// <summary>The calls that came, by what they ask for.</summary>
    public required IReadOnlyDictionary<CallKind, long> Calls { get; init; }

    /// <summary>The answers by HTTP status; 0 for calls that got none.</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }

    /// <summary>The faults that calls met.</summary>
    public required IReadOnlyDictionary<FaultKind, long> Faults { get; init; }

    /// <summary>The calls that were refused because they went beyond a limit.</summary>
    public required IReadOnlyDictionary<ServerLimit, long> Limits { get; init; }

    /// <summary>The calls that were held until the model servers had started.</summary>
    public required long Held { get; init; }

    /// <summary>The instances that each version predicted, by the version's name.</summary>
    public required IReadOnlyDictionary<string, long> Versions { get; init; }

    /// <summary>The instances of the calls that predicted.</summary>
    public required InstanceCounts Instances { get; init; }

    /// <summary>The calls for predictions that are under way now.</summary>
    public required int Running { get; init; }

    /// <summary>The most calls for predictions that were under way at once.</summary>
    public required int MostAtOnce { get; init; }

    /// <summary>The access tokens and identity tokens given.</summary>
    public required long Tokens { get; init; }

    /// <summary>The connections that are open now.</summary>
    public required int OpenConnections { get; init; }

    /// <summary>The connections that were opened.</summary>
    public required long OpenedConnections { get; init; }
}
