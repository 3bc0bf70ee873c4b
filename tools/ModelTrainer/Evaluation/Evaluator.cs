namespace SentimentFunction.Tools.ModelTrainer.Evaluation;

/// <summary>Measures how good predictions are.</summary>
internal static class Evaluator
{
    /// <summary>So many bins of equal width does the calibration error have.</summary>
    public const int Bins = 10;

    /// <summary>
    /// The figures for some predictions. Without both classes there is no AUC: it is not a number.
    /// </summary>
    public static EvaluationFigures Evaluate(IReadOnlyCollection<ScoredSentence> predictions) =>
        new((float)Accuracy(predictions), (float)Auc(predictions), (float)CalibrationError(predictions));

    /// <summary>
    /// The mean of the figures of several sets, each counting the same; that of the AUC where there is one.
    /// </summary>
    public static EvaluationFigures Mean(IReadOnlyCollection<EvaluationFigures> figures) =>
        new(
            figures.Average(figure => figure.Accuracy),
            figures.Select(figure => figure.Auc).Where(float.IsFinite).DefaultIfEmpty(float.NaN).Average(),
            figures.Average(figure => figure.CalibrationError)
        );

    /// <summary>The predictions by probability, in bins of equal width.</summary>
    public static IEnumerable<IGrouping<int, ScoredSentence>> BinsOf(
        IEnumerable<ScoredSentence> predictions
    ) => predictions.GroupBy(prediction => Math.Min(Bins - 1, (int)(prediction.Probability * Bins)));

    private static double Accuracy(IReadOnlyCollection<ScoredSentence> predictions) =>
        predictions.Average(prediction => prediction.Probability > 0.5 == prediction.IsPositive ? 1.0 : 0.0);

    /// <summary>The statistic of Mann and Whitney: ranks of the positive ones, ties sharing theirs.</summary>
    private static double Auc(IReadOnlyCollection<ScoredSentence> predictions)
    {
        var ranks = 0.0;
        var below = 0;

        foreach (var tie in predictions.GroupBy(prediction => prediction.Probability).OrderBy(tie => tie.Key))
        {
            var size = tie.Count();
            ranks += tie.Count(prediction => prediction.IsPositive) * (below + ((size + 1) / 2.0));
            below += size;
        }

        double positive = predictions.Count(prediction => prediction.IsPositive);
        var negative = predictions.Count - positive;
        return (ranks - (positive * (positive + 1) / 2)) / (positive * negative);
    }

    private static double CalibrationError(IReadOnlyCollection<ScoredSentence> predictions) =>
        BinsOf(predictions)
            .Sum(bin =>
                Math.Abs(bin.Sum(prediction => prediction.Probability - (prediction.IsPositive ? 1 : 0)))
            ) / predictions.Count;
}
