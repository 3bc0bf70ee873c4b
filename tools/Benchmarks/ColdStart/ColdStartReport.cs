using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.ColdStart;

/// <summary>Writes how long functions take to their first answer, and what this one adds to a bare
/// one.</summary>
internal static class ColdStartReport
{
    private static readonly (string Name, Func<IEnumerable<ColdStartSample>, double> Value)[] Columns =
    [
        ("min ms", starts => Milliseconds(starts).Min()),
        ("median ms", MedianMilliseconds),
        ("p90 ms", starts => Statistics.NinetiethPercentile(Milliseconds(starts))),
        ("CPU ms", starts =>
            Statistics.Median(starts.Select(start => start.ProcessorTime.TotalMilliseconds))
        ),
        ("memory MB", starts => Statistics.Median(starts.Select(start => start.ResidentBytes / 1e6))),
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="functions">The functions; all others are compared with the first.</param>
    public static void Write(TextWriter output, IReadOnlyList<ColdStartFigures> functions)
    {
        var bare = functions[0].Starts;
        var table = new MarkdownTable([
            "first answer",
            .. Columns.Select(column => column.Name),
            "more ms",
            "ratio",
        ]);
        foreach (var (name, starts) in functions.Select(function => (function.Name, function.Starts)))
        {
            table.Add([
                name,
                .. Columns.Select(column => Format(column.Value(starts), "F0")),
                Format(MedianMilliseconds(starts) - MedianMilliseconds(bare), "F0"),
                Format(MedianMilliseconds(starts) / MedianMilliseconds(bare), "F2"),
            ]);
        }

        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine($"{bare.Count} starts each, in turns. {Machine.Describe()}");
    }

    private static IEnumerable<double> Milliseconds(IEnumerable<ColdStartSample> starts) =>
        starts.Select(start => start.Elapsed.TotalMilliseconds);

    private static double MedianMilliseconds(IEnumerable<ColdStartSample> starts) =>
        Statistics.Median(Milliseconds(starts));

    private static string Format(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
