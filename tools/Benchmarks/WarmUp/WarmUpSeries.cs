using SentimentFunction.Tools.Benchmarks.Forwarding;

namespace SentimentFunction.Tools.Benchmarks.WarmUp;

/// <summary>The starts of one program; all programs took turns.</summary>
/// <param name="Contender">The program.</param>
internal sealed record WarmUpSeries(ContenderProgram Contender)
{
    /// <summary>The starts.</summary>
    public List<WarmUpSample> Starts { get; } = [];
}
