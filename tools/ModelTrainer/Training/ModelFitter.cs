namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>
/// Fits a model to documents: selects the n-grams that matter, then fits the weights of those.
/// </summary>
internal sealed class ModelFitter(Recipe recipe, int featureCount)
{
    public LinearModel Fit(IReadOnlyList<Document> documents)
    {
        var frequencies = CountDocuments(documents);
        int[] candidates =
        [
            .. Enumerable
                .Range(0, featureCount)
                .Where(feature => frequencies[feature] >= recipe.LeastSentences),
        ];

        var all = Fit(documents, candidates, recipe.CostOfSelection, recipe.ToleranceOfSelection);
        int[] selected =
        [
            .. candidates
                .OrderByDescending(feature => Importance(all.Weights[feature], frequencies[feature]))
                .ThenBy(feature => feature)
                .Take(recipe.MostNGrams),
        ];

        var fitted = Fit(documents, selected, recipe.CostOfFit, recipe.ToleranceOfFit);
        return fitted with { Iterations = all.Iterations + fitted.Iterations };
    }

    private LinearModel Fit(IReadOnlyList<Document> documents, int[] features, double cost, double tolerance)
    {
        var examples = Select(documents, features);
        var ratios = LogCountRatio.Of(examples, features.Length);
        double[] scales = [.. ratios.Select(ratio => Math.Pow(Math.Abs(ratio), recipe.RatioPower))];

        var regression = new LogisticRegression(examples, scales, cost);
        var optimizer = new Lbfgs(regression.Evaluate, regression.ParameterCount);
        var weights = regression.Unscale(optimizer.Minimize(tolerance));

        return new LinearModel(
            features.Index().ToDictionary(pair => pair.Item, pair => weights[pair.Index]),
            weights[^1],
            optimizer.Iterations
        );
    }

    private Examples Select(IReadOnlyList<Document> documents, int[] features)
    {
        var columns = new int[featureCount];
        Array.Fill(columns, -1);

        foreach (var (column, feature) in features.Index())
        {
            columns[feature] = column;
        }

        var examples = new Examples();

        foreach (var document in documents)
        {
            int[] row =
            [
                .. document.Features.Select(feature => columns[feature]).Where(column => column >= 0),
            ];

            if (row.Length > 0)
            {
                examples.Add(row, document.IsPositive, document.Weight);
            }
        }

        return examples;
    }

    private static double Importance(double weight, int documents) => Math.Abs(weight) * Math.Sqrt(documents);

    private int[] CountDocuments(IReadOnlyList<Document> documents)
    {
        var counts = new int[featureCount];

        foreach (var document in documents)
        {
            // Words of the lexicon and phrases are known to matter, even if no sentence has them.
            var count = document.Fold is null ? recipe.LeastSentences : 1;

            foreach (var feature in document.Features.Distinct())
            {
                counts[feature] += count;
            }
        }

        return counts;
    }
}
