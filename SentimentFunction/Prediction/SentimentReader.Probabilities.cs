using System.Text.Json;

namespace SentimentFunction.Prediction;

/// <content>Reads the probabilities of all labels.</content>
public sealed partial class SentimentReader
{
    /// <summary>Reads the probability of each of more than two labels; null where one is missing.</summary>
    /// <param name="scores">The probabilities.</param>
    /// <param name="names">Their labels, strings; null for the configured ones.</param>
    private double[]? ReadAll(JsonElement scores, JsonElement? names)
    {
        if (labels.Count == 2)
        {
            return null;
        }

        var all = new double[labels.Count];
        for (var i = 0; i < all.Length; i++)
        {
            var index = names is { } given ? IndexOf(given, labels[i]) : i;
            if (index < 0 || !TryGetProbability(scores[index], new Reading(null), out all[i]))
            {
                return null;
            }
        }

        return all;
    }

    /// <summary>The same of a list of labels with their probabilities.</summary>
    private double[]? ReadAll(JsonElement items)
    {
        if (labels.Count == 2)
        {
            return null;
        }

        var each = items.EnumerateArray().Select(item => ReadOutputs(item, new Reading(null))!.Value);
        var scores = each.DistinctBy(read => read.Label).ToDictionary(read => read.Label, read => read.Score);
        return labels.All(scores.ContainsKey) ? [.. labels.Select(label => scores[label])] : null;
    }

    private static int IndexOf(JsonElement names, string label)
    {
        var index = 0;
        foreach (var name in names.EnumerateArray())
        {
            if (name.ValueEquals(label))
            {
                return index;
            }

            index++;
        }

        return -1;
    }
}
