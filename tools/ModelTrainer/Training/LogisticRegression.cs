namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>
/// What a logistic regression minimises: half the squared length of the weights plus the cost of each
/// example's logistic loss. The bias, which is the last parameter, is free.
/// </summary>
/// <param name="examples">
/// The examples. A feature's value is its scale over the root of the row's length.
/// </param>
/// <param name="scales">The scale of each feature.</param>
/// <param name="cost">What a unit of loss costs; the greater, the closer the fit.</param>
internal sealed class LogisticRegression(Examples examples, double[] scales, double cost)
{
    private readonly double[] _scaled = new double[scales.Length];
    private readonly double[] _slopes = new double[scales.Length];

    public int ParameterCount => scales.Length + 1;

    /// <summary>The value at some parameters, and the gradient there.</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Multiply(parameters[..^1], scales, _scaled);
        Array.Clear(_slopes);

        var bias = parameters[^1];
        var biasSlope = 0.0;
        var loss = 0.0;

        for (var row = 0; row < examples.Count; row++)
        {
            var (rowLoss, slope) = Evaluate(row, bias);
            loss += rowLoss;
            biasSlope += slope;
        }

        Multiply(_slopes, scales, gradient[..^1]);
        gradient[^1] = biasSlope;
        return loss + AddPenalty(parameters[..^1], gradient[..^1]);
    }

    /// <summary>The weights of the features themselves, without their scales, and the bias.</summary>
    public double[] Unscale(ReadOnlySpan<double> parameters)
    {
        double[] weights = [.. parameters];
        Multiply(parameters[..^1], scales, weights.AsSpan()[..^1]);
        return weights;
    }

    private (double Loss, double Slope) Evaluate(int row, double bias)
    {
        var features = examples.FeaturesOf(row);
        var value = 1 / Math.Sqrt(Math.Max(1, features.Length));
        var sum = 0.0;

        foreach (var feature in features)
        {
            sum += _scaled[feature];
        }

        var sign = examples.IsPositive(row) ? 1 : -1;
        var margin = sign * (bias + (sum * value));
        var weight = cost * examples.WeightOf(row);
        var slope = -sign * weight / (1 + Math.Exp(margin));

        foreach (var feature in features)
        {
            _slopes[feature] += slope * value;
        }

        return (weight * SoftPlus(-margin), slope);
    }

    private static double AddPenalty(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        var squares = 0.0;

        for (var i = 0; i < weights.Length; i++)
        {
            squares += weights[i] * weights[i];
            gradient[i] += weights[i];
        }

        return squares / 2;
    }

    private static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product)
    {
        for (var i = 0; i < left.Length; i++)
        {
            product[i] = left[i] * right[i];
        }
    }

    private static double SoftPlus(double value) =>
        Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value)));
}
