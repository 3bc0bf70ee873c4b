using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>A program that is measured side by side with others.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Program">The program.</param>
/// <param name="Settings">The environment variables that it is started with.</param>
internal sealed record ContenderProgram(
    string Name,
    IServerProgram Program,
    IReadOnlyDictionary<string, string> Settings
);
