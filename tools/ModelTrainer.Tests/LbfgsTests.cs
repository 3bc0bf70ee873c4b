using SentimentFunction.Tools.ModelTrainer.Training;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class LbfgsTests
{
    [Fact]
    public void Minimize_Quadratic_FindsTheMinimum()
    {
        double[] centre = [3, -2, 0.5, 100];
        double[] curvature = [1, 10, 1_000, 0.1];

        var optimizer = new Lbfgs(Evaluate, centre.Length);
        var minimum = optimizer.Minimize(1e-9);

        Assert.Equal(centre, minimum, (left, right) => Math.Abs(left - right) < 1e-4);
        Assert.InRange(optimizer.Iterations, 1, 100);

        double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var value = 0.0;

            for (var i = 0; i < at.Length; i++)
            {
                gradient[i] = curvature[i] * (at[i] - centre[i]);
                value += gradient[i] * (at[i] - centre[i]) / 2;
            }

            return value;
        }
    }

    [Fact]
    public void Minimize_FlatFunction_StaysWhereItIs()
    {
        var optimizer = new Lbfgs(
            (_, gradient) =>
            {
                gradient.Clear();
                return 1;
            },
            2
        );

        Assert.Equal([0, 0], optimizer.Minimize(1e-3));
        Assert.Equal(0, optimizer.Iterations);
    }
}
