namespace SentimentFunction.Tools.Fuzzer.Commands;

/// <summary>The settings of a run.</summary>
/// <param name="Seed">The seed that all cases are made from.</param>
internal sealed record FuzzSettings(long Seed)
{
    /// <summary>The model servers, one after the other.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Whether the model servers fail at random.</summary>
    public bool HasFaults { get; init; }

    /// <summary>The number of requests with each model server.</summary>
    public required int Requests { get; init; }

    /// <summary>The longest time with each model server.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The number of cases that run at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>The only case that runs; null for all.</summary>
    public long? Case { get; init; }
}
