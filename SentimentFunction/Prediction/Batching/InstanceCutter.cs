using System.Text.Json;

namespace SentimentFunction.Prediction.Batching;

/// <summary>Cuts the instances of a request into parts.</summary>
internal static class InstanceCutter
{
    /// <summary>Cuts instances into as few parts as possible, in order.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="maxInstances">The most instances of a part, from 1.</param>
    /// <param name="memory">Where memory is taken from.</param>
    /// <exception cref="PredictionException">There is no memory for them.</exception>
    public static List<Instances> Cut(Instances instances, int maxInstances, MemoryLease memory)
    {
        List<Instances> parts = [];
        var json = instances.Json.Span;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var (start, count) = (0, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == 0)
            {
                start = (int)reader.TokenStartIndex;
            }

            reader.Skip();
            if (++count == maxInstances || parts.Count * maxInstances + count == instances.Count)
            {
                parts.Add(Part(instances, start, (int)reader.BytesConsumed, count, memory));
                count = 0;
            }
        }

        return parts;
    }

    private static Instances Part(Instances whole, int start, int end, int count, MemoryLease memory)
    {
        var json = memory.Allocate(end - start + 2);
        json[0] = (byte)'[';
        whole.Json.Span[start..end].CopyTo(json.AsSpan(1));
        json[^1] = (byte)']';
        return whole with { Json = json, Count = count, IsPart = true };
    }
}
