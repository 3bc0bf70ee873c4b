namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>Reads the two columns of a tab-separated file in UTF-8.</summary>
internal static class TabSeparatedFile
{
    /// <summary>Reads a file in which a line holds a value and a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">
    /// Makes a row of the two columns; null when they are not what they should be.
    /// </param>
    /// <param name="expected">What a line should be, for the message of the exception.</param>
    /// <exception cref="InvalidDataException">
    /// A line is not as it should be; the message names it.
    /// </exception>
    public static List<TRow> Read<TRow>(string path, Func<string, string, TRow?> parse, string expected)
        where TRow : struct
    {
        var rows = new List<TRow>();
        var number = 0;

        foreach (var line in Lines.Of(File.OpenRead(path)))
        {
            number++;

            if (line.Length > 0)
            {
                rows.Add(
                    ParseLine(line)
                        ?? throw new InvalidDataException(
                            $"{path}, line {number}: expected {expected}, found \"{Shorten(line)}\"."
                        )
                );
            }
        }

        return rows;

        TRow? ParseLine(string line) =>
            line.Split('\t', 2) is [var value, var text] ? parse(value, text) : null;
    }

    private static string Shorten(string line) => line.Length <= 40 ? line : $"{line[..40]}…";
}
