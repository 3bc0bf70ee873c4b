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
    public Sentiment? Read(ReadOnlyMemory<byte> prediction)
    {
        using var document = JsonDocument.Parse(prediction);
        var root = document.RootElement;
        return output is null || root.ValueKind != JsonValueKind.Object
            ? ReadValue(root)
            : root.TryGetProperty(output, out var value) ? ReadValue(value) : null;
    }

    private Sentiment? ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => ReadProbability(value),
        JsonValueKind.Array when value.GetArrayLength() == 1 => ReadValue(value[0]),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object =>
            ReadLabelledScores(value),
        JsonValueKind.Array => ReadProbabilities(value),
        JsonValueKind.Object => ReadOutputs(value),
        _ => null,
    };

    private Sentiment? ReadProbability(JsonElement value)
    {
        if (labels.Count != 2 || !TryGetProbability(value, out var probability))
        {
            return null;
        }

        return probability >= 0.5 ? new(labels[1], probability) : new(labels[0], 1 - probability);
    }

    private Sentiment? ReadProbabilities(JsonElement values) =>
        values.GetArrayLength() == labels.Count ? ReadBest(values, index => labels[index]) : null;

    private Sentiment? ReadOutputs(JsonElement outputs)
    {
        foreach (var name in ProbabilityOutputs)
        {
            if (outputs.TryGetProperty(name, out var value))
            {
                return ReadValue(value);
            }
        }

        foreach (var (labelsName, scoresName) in LabelledOutputs)
        {
            if (outputs.TryGetProperty(labelsName, out var names)
                && outputs.TryGetProperty(scoresName, out var scores))
            {
                return ReadLabelsAndScores(names, scores);
            }
        }

        return outputs.GetPropertyCount() == 1 ? ReadValue(outputs.EnumerateObject().First().Value) : null;
    }

    private static Sentiment? ReadLabelsAndScores(JsonElement names, JsonElement scores)
    {
        if (names.ValueKind == JsonValueKind.String)
        {
            return TryGetProbability(scores, out var score) ? new(names.GetString()!, score) : null;
        }

        return names.ValueKind == JsonValueKind.Array
            && scores.ValueKind == JsonValueKind.Array
            && names.GetArrayLength() == scores.GetArrayLength()
            && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? ReadBest(scores, index => names[index].GetString()!)
            : null;
    }

    private Sentiment? ReadLabelledScores(JsonElement items)
    {
        Sentiment? best = null;
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || ReadOutputs(item) is not { } sentiment)
            {
                return null;
            }

            best = best is { } soFar && soFar.Score >= sentiment.Score ? best : sentiment;
        }

        return best;
    }

    private static Sentiment? ReadBest(JsonElement scores, Func<int, string> label)
    {
        var (best, bestScore, index) = (-1, double.NegativeInfinity, 0);
        foreach (var item in scores.EnumerateArray())
        {
            if (!TryGetProbability(item, out var score))
            {
                return null;
            }

            if (score >= bestScore)
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
