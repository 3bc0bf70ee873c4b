namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary>
/// Writes rows so that their columns are aligned: the first to the left, all others to the right.
/// </summary>
internal sealed class TextTable(params string[] header)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public void WriteTo(TextWriter output)
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];

        foreach (var row in _rows)
        {
            var cells = row.Select(
                (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])
            );
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }
}
