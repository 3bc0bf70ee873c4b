using System.Text.Json;

namespace SentimentFunction.Prediction;

/// <summary>Reads a sentiment out of a prediction, in the shapes in which models usually answer.</summary>
/// <remarks>
/// Understood are: a number p, <c>[p]</c> (the probability of the second of two labels); one probability per
/// label; an object with one such output, or with the configured one; the outputs of TensorFlow's canned
/// estimators; lists of labels beside lists of scores, and lists of label and score.
/// </remarks>
/// <param name="labels">The labels in the order of the model's outputs, at least two.</param>
/// <param name="output">The name of the output to read; null to find it.</param>
/// <param name="unsure">The probability, from 0 to 1, that a label has to reach to be said; 0, the default,
/// for any.</param>
public sealed partial class SentimentReader(IReadOnlyList<string> labels, string? output, double unsure = 0)
{
    /// <summary>A larger prediction, in bytes, holds no sentiment: reading it would take memory for
    /// nothing.</summary>
    private const int MaxRead = 65_536;

    /// <summary>How far beyond its range a probability may be, by what its computation has rounded.</summary>
    private const double Tolerance = 1e-3;

    private static readonly string[] ProbabilityOutputs = ["probabilities", "logistic"];

    /// <summary>Pairs of outputs that hold labels and their scores: TensorFlow's classify signature, Vertex
    /// AI's AutoML, and a single result.</summary>
    private static readonly (string Labels, string Scores)[] LabelledOutputs =
    [
        ("classes", "scores"),
        ("displayNames", "confidences"),
        ("labels", "scores"),
        ("label", "score"),
    ];

    /// <summary>Reads one prediction.</summary>
    /// <param name="prediction">The prediction, a JSON value in UTF-8.</param>
    /// <returns>The sentiment; null when the shape is not understood.</returns>
    public Sentiment? Read(ReadOnlyMemory<byte> prediction) => Say(Read(prediction, new Reading(null)));

    /// <summary>Reads one prediction, and finds out why that can't be done.</summary>
    /// <param name="prediction">The prediction, a JSON value in UTF-8.</param>
    /// <param name="oddNumber">A number that stands where a probability should, and is not one; null where
    /// there is no such number.</param>
    /// <returns>The sentiment; null when there is such a number, or the shape is not understood.</returns>
    public Sentiment? Read(ReadOnlyMemory<byte> prediction, out double? oddNumber)
    {
        var reading = new Reading(null);
        var sentiment = Read(prediction, reading);
        oddNumber = sentiment is null ? reading.OddNumber : null;
        return Say(sentiment);
    }

    /// <summary>Reads the probability of one label out of a prediction.</summary>
    /// <param name="prediction">The prediction, a JSON value in UTF-8.</param>
    /// <param name="label">The label.</param>
    /// <returns>The probability; null when the shape is not understood, or hasn't this label.</returns>
    public double? ReadScore(ReadOnlyMemory<byte> prediction, string label) =>
        Read(prediction, new Reading(label))?.Score;

    private Sentiment? Read(ReadOnlyMemory<byte> prediction, Reading reading)
    {
        if (prediction.Length > MaxRead)
        {
            return null;
        }

        using var document = JsonDocument.Parse(prediction);
        var root = document.RootElement;
        return output is null || root.ValueKind != JsonValueKind.Object ? ReadValue(root, reading)
            : root.TryGetProperty(output, out var value) ? ReadValue(value, reading)
            : null;
    }

    private Sentiment? ReadValue(JsonElement value, Reading reading) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => ReadProbability(value, reading),
            JsonValueKind.Array when value.GetArrayLength() == 1 => ReadValue(value[0], reading),
            JsonValueKind.Array
                when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object =>
                ReadLabelledScores(value, reading),
            JsonValueKind.Array => ReadProbabilities(value, reading),
            JsonValueKind.Object => ReadOutputs(value, reading),
            _ => null,
        };

    private Sentiment? ReadProbability(JsonElement value, Reading reading)
    {
        if (labels.Count != 2 || !TryGetProbability(value, reading, out var probability))
        {
            return null;
        }

        return (reading.Wanted is null ? probability >= 0.5 : reading.Wanted == labels[1])
            ? new(labels[1], probability)
            : new(labels[0], 1 - probability);
    }

    private Sentiment? ReadProbabilities(JsonElement values, Reading reading) =>
        values.GetArrayLength() == labels.Count ? ReadBest(values, names: null, reading) : null;

    private Sentiment? ReadOutputs(JsonElement outputs, Reading reading)
    {
        foreach (var name in ProbabilityOutputs)
        {
            if (outputs.TryGetProperty(name, out var value))
            {
                return ReadValue(value, reading);
            }
        }

        foreach (var (labelsName, scoresName) in LabelledOutputs)
        {
            if (
                outputs.TryGetProperty(labelsName, out var names)
                && outputs.TryGetProperty(scoresName, out var scores)
            )
            {
                return ReadLabelsAndScores(names, scores, reading);
            }
        }

        return outputs.GetPropertyCount() == 1
            ? ReadValue(outputs.EnumerateObject().First().Value, reading)
            : null;
    }

    private Sentiment? ReadLabelsAndScores(JsonElement names, JsonElement scores, Reading reading)
    {
        if (names.ValueKind == JsonValueKind.String)
        {
            return TryGetProbability(scores, reading, out var score)
                ? Choose(new(names.GetString()!, score), reading.Wanted)
                : null;
        }

        return
            names.ValueKind == JsonValueKind.Array
            && scores.ValueKind == JsonValueKind.Array
            && names.GetArrayLength() == scores.GetArrayLength()
            && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? ReadBest(scores, names, reading)
            : null;
    }

    /// <summary>One label alone is given: of two, it tells the other one's probability too.</summary>
    private Sentiment? Choose(Sentiment only, string? wanted) =>
        wanted is null || wanted == only.Label ? only
        : labels.Count == 2 && labels.Contains(wanted) && labels.Contains(only.Label)
            ? new(wanted, 1 - only.Score)
        : null;

    private Sentiment? ReadLabelledScores(JsonElement items, Reading reading)
    {
        Sentiment? best = null;
        var each = new Reading(null);
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || ReadOutputs(item, each) is not { } sentiment)
            {
                reading.OddNumber = each.OddNumber;
                return null;
            }

            if (
                reading.Wanted is null ? !(best?.Score >= sentiment.Score) : sentiment.Label == reading.Wanted
            )
            {
                best = sentiment;
            }
        }

        return best is { } found && reading.Wanted is null
            ? found with
            {
                Probabilities = ReadAll(items),
            }
            : best;
    }

    /// <summary>Reads the most probable label, or the wanted one.</summary>
    /// <param name="scores">The labels' probabilities.</param>
    /// <param name="names">The labels, strings; null for the configured ones.</param>
    /// <param name="reading">The reading.</param>
    private Sentiment? ReadBest(JsonElement scores, JsonElement? names, Reading reading)
    {
        var (best, bestScore, index) = (-1, double.NegativeInfinity, 0);
        foreach (var item in scores.EnumerateArray())
        {
            if (!TryGetProbability(item, reading, out var score))
            {
                return null;
            }

            if (reading.Wanted is null ? score >= bestScore : LabelOf(names, index) == reading.Wanted)
            {
                (best, bestScore) = (index, score);
            }

            index++;
        }

        return best < 0
            ? null
            : new(LabelOf(names, best), bestScore)
            {
                Probabilities = reading.Wanted is null ? ReadAll(scores, names) : null,
            };
    }

    private string LabelOf(JsonElement? names, int index) => names?[index].GetString() ?? labels[index];

    /// <summary>A logit or a percentage is not a probability: reporting it as one would mislead. Sums of
    /// single-precision numbers are, also where they are a hair more than 1.</summary>
    private static bool TryGetProbability(JsonElement value, Reading reading, out double probability)
    {
        probability = 0;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            return false;
        }

        if (number is < 0 - Tolerance or > 1 + Tolerance)
        {
            reading.OddNumber = number;
            return false;
        }

        probability = Math.Clamp(number, 0, 1);
        return true;
    }
}
