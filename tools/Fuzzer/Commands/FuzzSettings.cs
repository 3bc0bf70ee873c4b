namespace SentimentFunction.Tools.Fuzzer.Commands;

/// <summary>What a run is to do.</summary>
/// <param name="Seed">From which all cases are made.</param>
internal sealed record FuzzSettings(long Seed)
{
    /// <summary>The model servers, one after the other.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Whether the model servers fail at random.</summary>
    public bool HasFaults { get; init; }

    /// <summary>The requests before each model server.</summary>
    public required int Requests { get; init; }

    /// <summary>The most time before each model server.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The cases at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>The only case to play; null for all.</summary>
    public long? Case { get; init; }
}
