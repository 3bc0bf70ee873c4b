namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Finds the factor that makes probabilities of scores.</summary>
internal static class Calibration
{
    private const double Least = 0.05;
    private const double Most = 20;
    private const int Iterations = 60;

    /// <summary>The factor with the least logistic loss, every set counting the same.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="scores">Their scores, from models that were not trained on them.</param>
    public static double FindFactor(Corpus corpus, double[][] scores)
    {
        var (low, high) = (Least, Most);

        // The loss is convex in the factor, so its slope says on which side the minimum is.
        for (var i = 0; i < Iterations; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Slope(corpus, scores, middle) > 0 ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }

    /// <summary>The probability for a score.</summary>
    public static double Logistic(double score) => 1 / (1 + Math.Exp(-score));

    private static double Slope(Corpus corpus, double[][] scores, double factor) =>
        corpus.Sets.Zip(scores, (set, setScores) => set
            .Zip(setScores, (document, score) => Slope(document.IsPositive, score, factor))
            .Average()).Sum();

    private static double Slope(bool isPositive, double score, double factor) =>
        score * (Logistic(factor * score) - (isPositive ? 1 : 0));
}
