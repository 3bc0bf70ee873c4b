namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>
/// The weights that a fit found, by feature; a feature without a weight is unknown to the model.
/// </summary>
/// <param name="Weights">The weight of each feature.</param>
/// <param name="Bias">The score of a document without known features.</param>
/// <param name="Iterations">How many steps it took to find them.</param>
internal sealed record LinearModel(IReadOnlyDictionary<int, double> Weights, double Bias, int Iterations)
{
    /// <summary>The score of a document; above 0 it is rather positive.</summary>
    public double Score(Document document)
    {
        var sum = 0.0;
        var known = 0;

        foreach (var feature in document.Features)
        {
            if (Weights.TryGetValue(feature, out var weight))
            {
                sum += weight;
                known++;
            }
        }

        return Bias + (known == 0 ? 0 : sum / Math.Sqrt(known));
    }

    /// <summary>The model whose scores are the logits of the calibrated probabilities.</summary>
    public LinearModel Calibrate(Calibration calibration) =>
        this with
        {
            Weights = Weights.ToDictionary(weight => weight.Key, weight => weight.Value * calibration.Factor),
            Bias = (Bias * calibration.Factor) + calibration.Offset,
        };
}
