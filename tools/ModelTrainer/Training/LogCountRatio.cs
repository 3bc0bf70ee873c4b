namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>How much more often each feature is in positive documents than in negative ones.</summary>
internal static class LogCountRatio
{
    /// <summary>
    /// The logarithm of the ratio for each feature, with one occurrence added on either side.
    /// </summary>
    public static double[] Of(Examples examples, int featureCount)
    {
        var positive = Ones(featureCount);
        var negative = Ones(featureCount);
        var seen = new HashSet<int>();

        for (var row = 0; row < examples.Count; row++)
        {
            seen.Clear();

            foreach (var feature in examples.FeaturesOf(row))
            {
                if (seen.Add(feature))
                {
                    (examples.IsPositive(row) ? positive : negative)[feature] += examples.WeightOf(row);
                }
            }
        }

        var imbalance = Math.Log(positive.Sum() / negative.Sum());
        return [.. positive.Zip(negative, (left, right) => Math.Log(left / right) - imbalance)];
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
