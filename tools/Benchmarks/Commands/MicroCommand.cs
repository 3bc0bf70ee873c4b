using System.CommandLine;
using BenchmarkDotNet.Running;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>micro</c>: the parts of the function one by one, with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    private static readonly string[] All = ["--filter", "*"];

    public static Command Create()
    {
        var command = new Command(
            "micro",
            "Measures the parts of the function. Takes BenchmarkDotNet's options."
        )
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(parsed => Run([.. parsed.UnmatchedTokens]));
        return command;
    }

    private static int Run(string[] options)
    {
        // Without a choice BenchmarkDotNet would ask for one.
        var chosen = options.Any(option => option is "--filter" or "-f" or "--list");
        var summaries = BenchmarkSwitcher
            .FromAssembly(typeof(MicroCommand).Assembly)
            .Run(chosen ? options : [.. All, .. options]);
        return summaries.Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
    }
}
