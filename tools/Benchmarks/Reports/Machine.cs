using System.Runtime.InteropServices;

namespace SentimentFunction.Tools.Benchmarks.Reports;

/// <summary>Describes the machine that figures belong to.</summary>
internal static class Machine
{
    private const string ProcessorInformation = "/proc/cpuinfo";
    private const string LoadAverages = "/proc/loadavg";

    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, "
        + $"{RuntimeInformation.FrameworkDescription}{Load()}";

    private static string Processor() =>
        File.Exists(ProcessorInformation)
        && File.ReadLines(ProcessorInformation)
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            is { } model
            ? model.Split(':', 2)[1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>How busy the machine was in the last minute, which shows how far to trust the
    /// figures.</summary>
    private static string Load() =>
        File.Exists(LoadAverages) ? $", load average {File.ReadAllText(LoadAverages).Split(' ')[0]}" : "";
}
