namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary>What a command reads from and writes to.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output: results.</param>
/// <param name="Error">Standard error: progress and complaints.</param>
internal sealed record CommandStreams(Stream Input, TextWriter Output, TextWriter Error);
