namespace SentimentFunction.Tools.Benchmarks.Reports;

/// <summary>Writes rows as a Markdown table that is aligned in plain text too: the first column to the left,
/// all others to the right.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public void WriteTo(TextWriter output)
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        WriteRow(output, _rows[0], widths);
        output.WriteLine($"|{string.Join('|', widths.Select(Rule))}|");
        foreach (var row in _rows.Skip(1))
        {
            WriteRow(output, row, widths);
        }
    }

    private static void WriteRow(TextWriter output, string[] row, int[] widths) =>
        output.WriteLine(
            $"| {string.Join(" | ", row.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |"
        );

    private static string Rule(int width, int column) =>
        column == 0 ? new string('-', width + 2) : $"{new string('-', width + 1)}:";
}
