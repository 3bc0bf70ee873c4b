using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.ColdStart;

/// <summary>Writes how long functions take to their first answer, and what this one adds to a bare one.</summary>
internal static class ColdStartReport
{
    private static readonly (string Name, Func<IEnumerable<ColdStartSample>, double> Value)[] Columns =
    [
        ("min ms", starts => Milliseconds(starts).Min()),
        ("median ms", starts => Statistics.Median(Milliseconds(starts))),
        ("p90 ms", starts => Statistics.NinetiethPercentile(Milliseconds(starts))),
        ("CPU ms", starts => Statistics.Median(starts.Select(start => start.ProcessorTime.TotalMilliseconds))),
        ("memory MB", starts => Statistics.Median(starts.Select(start => start.ResidentBytes / 1e6))),
    ];

    public static void Write(TextWriter output, ColdStartFigures figures)
    {
        var table = new MarkdownTable(["first answer", .. Columns.Select(column => column.Name)]);
        AddRow(table, "bare function", "F0", value => value(figures.Hello));
        AddRow(table, "sentiment function", "F0", value => value(figures.Function));
        AddRow(table, "difference", "F0", value => value(figures.Function) - value(figures.Hello));
        AddRow(table, "ratio", "F2", value => value(figures.Function) / value(figures.Hello));
        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine($"{figures.Function.Count} starts each. {Machine.Describe()}");
    }

    private static IEnumerable<double> Milliseconds(IEnumerable<ColdStartSample> starts) =>
        starts.Select(start => start.Elapsed.TotalMilliseconds);

    private static void AddRow(
        MarkdownTable table, string name, string format, Func<Func<IEnumerable<ColdStartSample>, double>, double> figure) =>
        table.Add([name, .. Columns.Select(column =>
            figure(column.Value).ToString(format, CultureInfo.InvariantCulture))]);
}
