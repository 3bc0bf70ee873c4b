using System.Globalization;

namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>Reads a lexicon: the mean valence, a tab, the entry.</summary>
internal static class LexiconFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">A line is malformed.</exception>
    public static IReadOnlyList<LexiconEntry> Read(string path) =>
        TabSeparatedFile.Read(path, Parse, "a number, a tab and a word");

    private static LexiconEntry? Parse(string valence, string text) =>
        double.TryParse(valence, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? new LexiconEntry(number, text)
            : null;
}
