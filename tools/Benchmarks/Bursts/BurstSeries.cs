namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>The runs of one server; all servers took turns.</summary>
/// <param name="Contender">The server.</param>
internal sealed record BurstSeries(BurstContender Contender)
{
    /// <summary>The runs.</summary>
    public List<BurstFigures> Runs { get; } = [];
}
