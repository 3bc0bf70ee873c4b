namespace SentimentFunction.Tools.Benchmarks.ColdStart;

/// <summary>The starts of both functions; they took turns, so that a busy machine slows both.</summary>
internal sealed class ColdStartFigures
{
    /// <summary>The starts of the bare function.</summary>
    public List<ColdStartSample> Hello { get; } = [];

    /// <summary>The starts of the function.</summary>
    public List<ColdStartSample> Function { get; } = [];
}
