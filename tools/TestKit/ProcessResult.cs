namespace SentimentFunction.Tools.TestKit;

/// <summary>How a process has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Errors);
