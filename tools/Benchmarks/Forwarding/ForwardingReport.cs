using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>Writes what was measured side by side, one row a server: the median of its runs.</summary>
internal static class ForwardingReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="contenders">The servers.</param>
    /// <param name="reference">The one whose requests per second are 100%.</param>
    public static void Write(TextWriter output, IReadOnlyList<Contender> contenders, Contender reference)
    {
        var table = new MarkdownTable([
            "server",
            $"% of {reference.Name}",
            .. LoadReport.Columns.Select(column => column.Name),
        ]);
        foreach (var contender in contenders)
        {
            var share = 100 * RequestsPerSecond(contender) / RequestsPerSecond(reference);
            table.Add([
                contender.Name,
                share.ToString("F0", CultureInfo.InvariantCulture),
                .. LoadReport.Columns.Select(column =>
                    Statistics
                        .Median(contender.Runs.Select(column.Value))
                        .ToString(column.Format, CultureInfo.InvariantCulture)
                ),
            ]);
        }

        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine($"Medians of {reference.Runs.Count} runs, in turns. {Machine.Describe()}");
    }

    private static double RequestsPerSecond(Contender contender) =>
        Statistics.Median(contender.Runs.Select(run => run.RequestsPerSecond));
}
