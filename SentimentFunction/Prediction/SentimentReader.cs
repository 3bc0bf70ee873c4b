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
public sealed class SentimentReader(IReadOnlyList<string> labels, string? output)
{
    private static readonly string[] ProbabilityOutputs = ["probabilities", "logistic"];

    /// <summary>Pairs of outputs that hold labels and their scores: TensorFlow's classify signature, Vertex AI's
    /// AutoML, and a single result.</summary>
    private static readonly (string Labels, string Scores)[] LabelledOutputs =
        [("classes", "scores"), ("displayNames", "confidences"), ("labels", "scores"), ("label", "score")];

    /// <summary>Reads one prediction.</summary>
    /// <param name="prediction">The prediction, a JSON value in UTF-8.</param>
    /// <returns>The sentiment; null when the shape is not understood.</returns>
    public Sentiment? Read(ReadOnlyMemory<byte> prediction) => Read(prediction, null);

    /// <summary>Reads the probability of one label out of a prediction.</summary>
    /// <param name="prediction">The prediction, a JSON value in UTF-8.</param>
    /// <param name="label">The label.</param>
    /// <returns>The probability; null when the shape is not understood, or hasn't this label.</returns>
    public double? ReadScore(ReadOnlyMemory<byte> prediction, string label) => Read(prediction, label)?.Score;

    private Sentiment? Read(ReadOnlyMemory<byte> prediction, string? wanted)
    {
        using var document = JsonDocument.Parse(prediction);
        var root = document.RootElement;
        return output is null || root.ValueKind != JsonValueKind.Object
            ? ReadValue(root, wanted)
            : root.TryGetProperty(output, out var value) ? ReadValue(value, wanted) : null;
    }

    private Sentiment? ReadValue(JsonElement value, string? wanted) => value.ValueKind switch
    {
        JsonValueKind.Number => ReadProbability(value, wanted),
        JsonValueKind.Array when value.GetArrayLength() == 1 => ReadValue(value[0], wanted),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object =>
            ReadLabelledScores(value, wanted),
        JsonValueKind.Array => ReadProbabilities(value, wanted),
        JsonValueKind.Object => ReadOutputs(value, wanted),
        _ => null,
    };

    private Sentiment? ReadProbability(JsonElement value, string? wanted)
    {
        if (labels.Count != 2 || !TryGetProbability(value, out var probability))
        {
            return null;
        }

        return (wanted is null ? probability >= 0.5 : wanted == labels[1])
            ? new(labels[1], probability)
            : new(labels[0], 1 - probability);
    }

    private Sentiment? ReadProbabilities(JsonElement values, string? wanted) =>
        values.GetArrayLength() == labels.Count ? ReadBest(values, index => labels[index], wanted) : null;

    private Sentiment? ReadOutputs(JsonElement outputs, string? wanted)
    {
        foreach (var name in ProbabilityOutputs)
        {
            if (outputs.TryGetProperty(name, out var value))
            {
                return ReadValue(value, wanted);
            }
        }

        foreach (var (labelsName, scoresName) in LabelledOutputs)
        {
            if (outputs.TryGetProperty(labelsName, out var names)
                && outputs.TryGetProperty(scoresName, out var scores))
            {
                return ReadLabelsAndScores(names, scores, wanted);
            }
        }

        return outputs.GetPropertyCount() == 1 ? ReadValue(outputs.EnumerateObject().First().Value, wanted) : null;
    }

    private Sentiment? ReadLabelsAndScores(JsonElement names, JsonElement scores, string? wanted)
    {
        if (names.ValueKind == JsonValueKind.String)
        {
            return TryGetProbability(scores, out var score) ? Choose(new(names.GetString()!, score), wanted) : null;
        }

        return names.ValueKind == JsonValueKind.Array
            && scores.ValueKind == JsonValueKind.Array
            && names.GetArrayLength() == scores.GetArrayLength()
            && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? ReadBest(scores, index => names[index].GetString()!, wanted)
            : null;
    }

    /// <summary>One label alone is given: of two, it tells the other one's probability too.</summary>
    private Sentiment? Choose(Sentiment only, string? wanted) =>
        wanted is null || wanted == only.Label ? only
        : labels.Count == 2 && labels.Contains(wanted) && labels.Contains(only.Label) ? new(wanted, 1 - only.Score)
        : null;

    private Sentiment? ReadLabelledScores(JsonElement items, string? wanted)
    {
        Sentiment? best = null;
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || ReadOutputs(item, null) is not { } sentiment)
            {
                return null;
            }

            if (wanted is null ? !(best?.Score >= sentiment.Score) : sentiment.Label == wanted)
            {
                best = sentiment;
            }
        }

        return best;
    }

    private static Sentiment? ReadBest(JsonElement scores, Func<int, string> label, string? wanted)
    {
        var (best, bestScore, index) = (-1, double.NegativeInfinity, 0);
        foreach (var item in scores.EnumerateArray())
        {
            if (!TryGetProbability(item, out var score))
            {
                return null;
            }

            if (wanted is null ? score >= bestScore : label(index) == wanted)
            {
                (best, bestScore) = (index, score);
            }

            index++;
        }

        return best < 0 ? null : new(label(best), bestScore);
    }

    /// <summary>A logit or a percentage is not a probability: reporting it as one would mislead.</summary>
    private static bool TryGetProbability(JsonElement value, out double probability)
    {
        probability = 0;
        return value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out probability)
            && probability is >= 0 and <= 1;
    }
}
