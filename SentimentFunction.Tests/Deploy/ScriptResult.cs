namespace SentimentFunction.Tests.Deploy;

/// <summary>How a script has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it said on the way: steps, warnings and errors.</param>
internal sealed record ScriptResult(int ExitCode, string Output, string Errors);
