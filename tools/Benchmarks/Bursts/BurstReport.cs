using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>Writes what bursts of requests met, one row a server: the median of its runs, and their
/// range.</summary>
internal static class BurstReport
{
    private static readonly (string Name, string Format, Func<BurstFigures, double> Value)[] Columns =
    [
        ("p50 ms", "F2", run => run.Milliseconds(0.5)),
        ("p90 ms", "F2", run => run.Milliseconds(0.9)),
        ("p99 ms", "F2", run => run.Milliseconds(0.99)),
        ("max ms", "F1", run => run.Latencies.Max.TotalMilliseconds),
    ];

    private static readonly (string Name, double Share)[] Added = [("added p50", 0.5), ("added p99", 0.99)];

    /// <summary>Writes the report.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="load">The load.</param>
    /// <param name="servers">The servers; what the others add to the first is told.</param>
    public static void Write(TextWriter output, BurstLoad load, IReadOnlyList<BurstSeries> servers)
    {
        var alone = servers[0];
        var table = new MarkdownTable([
            string.Create(CultureInfo.InvariantCulture, $"{load.AtOnce:N0} at once, {load.Rate:N0}/s"),
            .. Columns.Select(column => column.Name),
            .. Added.Select(column => column.Name),
            "sent late p99",
            "requests/s",
            "errors",
        ]);
        foreach (var server in servers)
        {
            table.Add([
                server.Contender.Name,
                .. Columns.Select(column => Describe(server.Runs.Select(column.Value), column.Format)),
                .. Added.Select(column => server == alone ? "" : Difference(server, alone, column.Share)),
                Describe(server.Runs.Select(run => Late(run).TotalMilliseconds), "F2"),
                Describe(server.Runs.Select(run => run.RequestsPerSecond), "N0"),
                server.Runs.Sum(run => run.Errors).ToString(CultureInfo.InvariantCulture),
            ]);
        }

        table.WriteTo(output);
        output.WriteLine();
    }

    private static TimeSpan Late(BurstFigures run) => run.Lateness.Percentile(0.99);

    // What the neighbours of this machine do to a server, they do to the one beside it in the same turn.
    private static string Difference(BurstSeries server, BurstSeries alone, double share) =>
        Describe(
            server.Runs.Zip(alone.Runs, (behind, before) =>
                behind.Milliseconds(share) - before.Milliseconds(share)
            ),
            "F2"
        );

    private static string Describe(IEnumerable<double> values, string format) =>
        Statistics.DescribeRange([.. values], format);
}
