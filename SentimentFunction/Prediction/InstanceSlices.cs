using System.Text.Json;

namespace SentimentFunction.Prediction;

/// <summary>Where each instance is in the JSON of all of them, so that some can be asked about without the
/// others.</summary>
internal sealed class InstanceSlices
{
    private readonly Instances _all;
    private readonly List<Range> _places;

    /// <summary>Finds them: that reads the JSON once.</summary>
    /// <param name="all">The instances.</param>
    public InstanceSlices(Instances all)
    {
        _all = all;
        _places = new(all.Count);
        var reader = new Utf8JsonReader(all.Json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _places.Add(start..(int)reader.BytesConsumed);
        }
    }

    /// <summary>Composes some of the instances, each as it is.</summary>
    /// <param name="positions">Their positions, from 0; at least one.</param>
    /// <param name="memory">Where memory is taken from.</param>
    /// <exception cref="PredictionException">There is no memory for them.</exception>
    public Instances Pick(IReadOnlyList<int> positions, MemoryLease memory)
    {
        // Each bracket or comma, and the instance after it.
        var length = 1;
        foreach (var position in positions)
        {
            length += 1 + this[position].Length;
        }

        var json = memory.Allocate(length);
        var end = 0;
        foreach (var position in positions)
        {
            json[end++] = (byte)',';
            this[position].CopyTo(json.AsSpan(end));
            end += this[position].Length;
        }

        json[0] = (byte)'[';
        json[end] = (byte)']';
        return _all with { Json = json, Count = positions.Count };
    }

    private ReadOnlySpan<byte> this[int position] => _all.Json.Span[_places[position]];
}
