namespace SentimentFunction.Tools.Benchmarks.ColdStart;

/// <summary>The starts of one function; all functions took turns, so that a busy machine slows them
/// all.</summary>
/// <param name="Name">What the report calls the function.</param>
internal sealed record ColdStartFigures(string Name)
{
    /// <summary>The starts.</summary>
    public List<ColdStartSample> Starts { get; } = [];
}
