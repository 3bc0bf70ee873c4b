using System.Globalization;
using System.Xml.Linq;

namespace SentimentFunction.Tools.ModelTrainer.Evaluation;

/// <summary>Draws how often predictions of a certain probability come true, as an SVG: a disc for each of ten
/// bins, the larger the more predictions are in it. Those of a well-calibrated model are on the
/// diagonal.</summary>
internal static class CalibrationPlot
{
    private const int Size = 400;
    private const int Margin = 48;
    private const double LargestRadius = 16;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Draws the plot.</summary>
    /// <param name="predictions">Predictions of sentences that the model had not seen; at least one.</param>
    public static XDocument Draw(IReadOnlyCollection<ScoredSentence> predictions)
    {
        var bins = Evaluator.BinsOf(predictions).Select(bin => bin.ToArray()).ToArray();
        var largest = bins.Max(bin => bin.Length);
        return new(
            new XElement(
                Svg + "svg",
                new XAttribute("viewBox", $"0 0 {Size} {Size}"),
                new XAttribute("role", "img"),
                new XAttribute("font-family", "sans-serif"),
                new XAttribute("font-size", 12),
                new XElement(Svg + "title", "Predicted probability and observed share of positive sentences"),
                Rectangle(0, 0, Size, "#fff", "none"),
                Rectangle(Margin, Margin, Size - (2 * Margin), "none", "#888"),
                Line(0, 1),
                Ticks(),
                bins.Select(bin => Disc(bin, largest)),
                Text(Size / 2, Size - 10, "predicted probability of positive", "middle"),
                Text(Margin, Margin - 16, "share that is positive", "start")
            )
        );
    }

    private static XElement Disc(ScoredSentence[] bin, int largest)
    {
        var predicted = bin.Average(prediction => prediction.Probability);
        var observed = (double)bin.Count(prediction => prediction.IsPositive) / bin.Length;
        return new XElement(
            Svg + "circle",
            new XAttribute("cx", X(predicted)),
            new XAttribute("cy", Y(observed)),
            new XAttribute("r", Format(LargestRadius * Math.Sqrt((double)bin.Length / largest))),
            new XAttribute("fill", "#1a66cc"),
            new XAttribute("fill-opacity", "0.7"),
            new XElement(
                Svg + "title",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"predicted {predicted:P1}, observed {observed:P1}, {bin.Length:N0} sentences"
                )
            )
        );
    }

    private static IEnumerable<XElement> Ticks() =>
        Enumerable
            .Range(0, 6)
            .SelectMany(i =>
            {
                var label = (i / 5.0).ToString("0.0", CultureInfo.InvariantCulture);
                return new[]
                {
                    Text(X(i / 5.0), Format(Size - Margin + 16), label, "middle"),
                    Text(Format(Margin - 6), Y(i / 5.0), label, "end"),
                };
            });

    private static XElement Line(double from, double to) =>
        new(
            Svg + "line",
            new XAttribute("x1", X(from)),
            new XAttribute("y1", Y(from)),
            new XAttribute("x2", X(to)),
            new XAttribute("y2", Y(to)),
            new XAttribute("stroke", "#888"),
            new XAttribute("stroke-dasharray", "4")
        );

    private static XElement Rectangle(int x, int y, int size, string fill, string stroke) =>
        new(
            Svg + "rect",
            new XAttribute("x", x),
            new XAttribute("y", y),
            new XAttribute("width", size),
            new XAttribute("height", size),
            new XAttribute("fill", fill),
            new XAttribute("stroke", stroke)
        );

    private static XElement Text(object x, object y, string text, string anchor) =>
        new(
            Svg + "text",
            new XAttribute("x", x),
            new XAttribute("y", y),
            new XAttribute("text-anchor", anchor),
            text
        );

    private static string X(double share) => Format(Margin + (share * (Size - (2 * Margin))));

    private static string Y(double share) => X(1 - share);

    private static string Format(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
