namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Deals sentences into folds by their letters alone.</summary>
/// <remarks>
/// Some sentences are in several data sets, with other capitals, spaces and quotation marks. As they all
/// land in the same fold, a model is never asked for what it was trained on.
/// </remarks>
internal static class FoldAssignment
{
    public static int Of(string text, int folds)
    {
        var hash = 2166136261u;

        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                hash = (hash ^ char.ToLowerInvariant(character)) * 16777619;
            }
        }

        hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
        return (int)((hash ^ (hash >> 12)) % (uint)folds);
    }
}
