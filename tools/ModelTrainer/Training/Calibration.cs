namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>
/// Makes probabilities of scores: the logistic function of a factor times the score, plus an offset.
/// </summary>
internal sealed record Calibration(double Factor, double Offset)
{
    private const double Tolerance = 1e-9;

    /// <summary>The calibration with the least logistic loss, every set counting the same.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="scores">Their scores, from models that were not trained on them.</param>
    public static Calibration Fit(Corpus corpus, double[][] scores)
    {
        var minimum = new Lbfgs(Loss, parameterCount: 2).Minimize(Tolerance);
        return new Calibration(minimum[0], minimum[1]);

        double Loss(ReadOnlySpan<double> parameters, Span<double> gradient)
        {
            var calibration = new Calibration(parameters[0], parameters[1]);
            var loss = 0.0;
            gradient.Clear();

            foreach (var (set, setScores) in corpus.Sets.Zip(scores))
            {
                loss += calibration.AddLoss(set, setScores, gradient);
            }

            return loss;
        }
    }

    public double Probability(double score) => 1 / (1 + Math.Exp(-((Factor * score) + Offset)));

    private double AddLoss(IReadOnlyList<Document> documents, double[] scores, Span<double> gradient)
    {
        var loss = 0.0;

        for (var i = 0; i < scores.Length; i++)
        {
            var probability = Probability(scores[i]);
            var error = probability - (documents[i].IsPositive ? 1 : 0);
            gradient[0] += error * scores[i] / scores.Length;
            gradient[1] += error / scores.Length;
            loss -= Math.Log(Math.Max(double.Epsilon, 1 - Math.Abs(error))) / scores.Length;
        }

        return loss;
    }
}
