namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>Reads labelled sentences: <c>1</c> or <c>0</c>, a tab, the text.</summary>
internal static class DataSetFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">A line is malformed, or there are none.</exception>
    public static DataSet Read(string path)
    {
        var sentences = TabSeparatedFile.Read(path, Parse, "0 or 1, a tab and a text");

        return sentences.Count > 0
            ? new DataSet(Path.GetFileNameWithoutExtension(path), sentences)
            : throw new InvalidDataException($"{path} has no sentences.");
    }

    /// <summary>Reads all files of a folder that end in <c>.tsv</c>, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">A line of a file is malformed, or there is no file.</exception>
    public static IReadOnlyList<DataSet> ReadFolder(string folder)
    {
        var paths = PathsIn(folder);

        return paths.Count > 0
            ? [.. paths.Select(Read)]
            : throw new InvalidDataException($"{folder} has no files that end in .tsv.");
    }

    /// <summary>The files of a folder that end in <c>.tsv</c>, in the order of their names.</summary>
    public static IReadOnlyList<string> PathsIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.tsv").OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    private static LabelledSentence? Parse(string label, string text) =>
        label switch
        {
            "1" => new LabelledSentence(true, text),
            "0" => new LabelledSentence(false, text),
            _ => null,
        };
}
