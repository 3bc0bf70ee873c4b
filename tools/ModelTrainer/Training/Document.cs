namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>What a model is trained on: the features of a sentence or of a word of the lexicon.</summary>
/// <param name="Features">One for each occurrence of an n-gram.</param>
/// <param name="IsPositive">What it is known to be.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record Document(int[] Features, bool IsPositive, double Weight)
{
    /// <summary>The fold in which it is held back; a document without one is always trained on.</summary>
    public int? Fold { get; init; }
}
