using System.Globalization;
using SentimentFunction.Tools.ModelTrainer.Evaluation;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary>Writes evaluation figures as a table, a data set a line, and their mean.</summary>
internal static class FiguresTable
{
    private const string Unknown = "-";

    public static void Write(TextWriter output, IReadOnlyList<TrainingSetCard> sets)
    {
        var table = new TextTable("data set", "rows", "positive", "accuracy", "AUC", "ECE");

        foreach (var set in sets)
        {
            table.Add([set.Name, Count(set.Rows), Count(set.PositiveRows), .. Format(set.Figures)]);
        }

        table.Add([
            "mean",
            Count(sets.Sum(set => set.Rows)),
            Count(sets.Sum(set => set.PositiveRows)),
            .. Format(Evaluator.Mean([.. sets.Select(set => set.Figures)])),
        ]);

        table.WriteTo(output);
        output.WriteLine(
            $"Accuracy, AUC and ECE in percent; the ECE with {Evaluator.Bins} bins of equal width."
        );
    }

    private static string[] Format(EvaluationFigures figures) =>
        [Percent(figures.Accuracy), Percent(figures.Auc), Percent(figures.CalibrationError)];

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(float share) =>
        float.IsNaN(share) ? Unknown : (share * 100).ToString("F1", CultureInfo.InvariantCulture);
}
