namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>How much load there is at most.</summary>
/// <param name="Connections">How many connections, each with one request under way.</param>
/// <param name="Requests">How many requests in one run, whatever its duration.</param>
internal sealed record LoadLimits(int Connections, int Requests);
