using SentimentFunction.Tools.Fuzzer.Oracles;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Violations of one cause.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Server">The model server with which it was first seen.</param>
/// <param name="First">The first of them.</param>
/// <param name="Case">The case in which it was first seen; null if unknown.</param>
internal sealed record Finding(int Number, string Server, Violation First, long? Case)
{
    /// <summary>How often it was seen.</summary>
    public int Times { get; set; } = 1;
}
