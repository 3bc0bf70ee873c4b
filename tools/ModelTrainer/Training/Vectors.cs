namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Arithmetic on vectors of the same length, in one order of additions on every machine.</summary>
internal static class Vectors
{
    public static void AddTo(double[] sum, double factor, double[] values)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * values[i];
        }
    }

    public static void SetDifference(double[] difference, double[] left, double[] right)
    {
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = left[i] - right[i];
        }
    }

    public static void Scale(double[] values, double factor)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }

    public static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;

        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    public static double Length(double[] values) => Math.Sqrt(Dot(values, values));
}
