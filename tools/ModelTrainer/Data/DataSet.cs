namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>The labelled sentences of one file.</summary>
/// <param name="Name">The file's name, without folder and extension.</param>
/// <param name="Sentences">The sentences, in the order of the file.</param>
internal sealed record DataSet(string Name, IReadOnlyList<LabelledSentence> Sentences)
{
    public int PositiveCount => Sentences.Count(sentence => sentence.IsPositive);
}
