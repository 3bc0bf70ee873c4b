using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>Writes what was measured under load, one row a run.</summary>
internal static class LoadReport
{
    /// <summary>The figures, and how they are written.</summary>
    public static readonly (string Name, string Format, Func<LoadFigures, double> Value)[] Columns =
    [
        ("requests/s", "N0", run => run.RequestsPerSecond),
        ("CPU µs/request", "F1", run => run.MicrosecondsPerRequest),
        ("core %", "F0", run => 100 * run.CoreUse),
        ("p50 ms", "F2", run => run.Latencies.Percentile(0.5).TotalMilliseconds),
        ("p90 ms", "F2", run => run.Latencies.Percentile(0.9).TotalMilliseconds),
        ("p99 ms", "F2", run => run.Latencies.Percentile(0.99).TotalMilliseconds),
        ("max ms", "F1", run => run.Latencies.Max.TotalMilliseconds),
        ("bytes/request", "N0", run => run.BytesPerRequest),
        ("GC %", "F1", run => 100 * run.CollectionShare),
        ("gen0/s", "F1", run => run.CollectionsPerSecond),
        ("gen1/s", "F1", run => run.OldCollectionsPerSecond),
        ("memory MB", "F0", run => run.ResidentBytes / 1e6),
        ("errors", "N0", run => run.Errors),
    ];

    public static void Write(TextWriter output, IReadOnlyList<LoadFigures> runs)
    {
        var table = new MarkdownTable(["run", .. Columns.Select(column => column.Name)]);
        for (var i = 0; i < runs.Count; i++)
        {
            AddRow(table, $"{i + 1}", value => value(runs[i]));
        }

        if (runs.Count > 1)
        {
            AddRow(table, "median", value => Statistics.Median(runs.Select(value)));
        }

        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine(Machine.Describe());
    }

    private static void AddRow(
        MarkdownTable table,
        string name,
        Func<Func<LoadFigures, double>, double> figure
    ) =>
        table.Add([
            name,
            .. Columns.Select(column =>
                figure(column.Value).ToString(column.Format, CultureInfo.InvariantCulture)
            ),
        ]);
}
