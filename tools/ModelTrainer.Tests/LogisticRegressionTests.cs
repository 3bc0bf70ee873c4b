using SentimentFunction.Tools.ModelTrainer.Training;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class LogisticRegressionTests
{
    private const double Step = 1e-6;

    [Fact]
    public void Evaluate_Gradient_IsTheSlopeOfTheValue()
    {
        var examples = new Examples();
        examples.Add([0, 1, 1], isPositive: true, weight: 1);
        examples.Add([1, 2], isPositive: false, weight: 0.5);
        examples.Add([], isPositive: true, weight: 2);
        var regression = new LogisticRegression(examples, [1.5, -0.5, 2], cost: 3);
        double[] parameters = [0.3, -0.7, 0.2, 0.1];
        var gradient = new double[4];
        var ignored = new double[4];

        regression.Evaluate(parameters, gradient);

        for (var i = 0; i < parameters.Length; i++)
        {
            double[] above = [.. parameters];
            double[] below = [.. parameters];
            above[i] += Step;
            below[i] -= Step;
            var slope = regression.Evaluate(above, ignored) - regression.Evaluate(below, ignored);

            Assert.Equal(slope / (2 * Step), gradient[i], 1e-6);
        }
    }

    [Fact]
    public void Unscale_Parameters_AreMultipliedButForTheBias() =>
        Assert.Equal([3, -2, 7], new LogisticRegression(new Examples(), [1.5, -0.5], 1).Unscale([2, 4, 7]));
}
