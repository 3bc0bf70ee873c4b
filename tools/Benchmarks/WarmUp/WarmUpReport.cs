using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.WarmUp;

/// <summary>Writes how many requests servers answered soon after their start, and what they used for it: the
/// median of their starts, and the range.</summary>
internal static class WarmUpReport
{
    public static void Write(TextWriter output, IReadOnlyList<WarmUpSeries> servers)
    {
        WriteTable(
            output,
            "answers",
            servers,
            ["first answer ms", "errors"],
            server =>
                [
                    Describe(server, start => start.FirstAnswer.TotalMilliseconds),
                    server.Starts.Sum(start => start.Errors).ToString(CultureInfo.InvariantCulture),
                ],
            mark => mark.Answers
        );
        output.WriteLine();
        WriteTable(output, "CPU ms", servers, [], _ => [], mark => mark.ProcessorTime.TotalMilliseconds);
        output.WriteLine();
        output.WriteLine(
            $"{servers[0].Starts.Count} starts each, in turns; medians and ranges. {Machine.Describe()}"
        );
    }

    private static void WriteTable(
        TextWriter output,
        string title,
        IReadOnlyList<WarmUpSeries> servers,
        string[] moreColumns,
        Func<WarmUpSeries, string[]> more,
        Func<WarmUpMark, double> value
    )
    {
        var table = new MarkdownTable([
            $"{title} after the start",
            .. WarmUpProbe.Moments.Select(moment => $"{moment.TotalSeconds} s"),
            .. moreColumns,
        ]);
        foreach (var server in servers)
        {
            table.Add([
                server.Contender.Name,
                .. WarmUpProbe.Moments.Select(
                    (_, index) => Describe(server, start => value(start.Marks[index]))
                ),
                .. more(server),
            ]);
        }

        table.WriteTo(output);
    }

    private static string Describe(WarmUpSeries server, Func<WarmUpSample, double> value) =>
        Statistics.DescribeRange([.. server.Starts.Select(value)], "N0");
}
