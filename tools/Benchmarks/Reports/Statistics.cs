using System.Globalization;

namespace SentimentFunction.Tools.Benchmarks.Reports;

/// <summary>Summarises repeated measurements.</summary>
internal static class Statistics
{
    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The middle one, and in parentheses the least and the greatest where they differ.</summary>
    public static string DescribeRange(IReadOnlyCollection<double> values, string format)
    {
        var (median, least, greatest) = (Format(Median(values)), Format(values.Min()), Format(values.Max()));
        return least == greatest ? median : $"{median} ({least} to {greatest})";

        string Format(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The value that nine of ten do not exceed.</summary>
    public static double NinetiethPercentile(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(0.9 * sorted.Length) - 1];
    }
}
