using System.Text.Json;

namespace SentimentFunction.Prediction;

/// <summary>The predictions of one call, byte for byte as the model server wrote them.</summary>
public sealed class Predictions
{
    private readonly ArraySegment<ReadOnlyMemory<byte>> _elements;

    private Predictions(ArraySegment<ReadOnlyMemory<byte>> elements) => _elements = elements;

    /// <summary>How many predictions there are.</summary>
    public int Count => _elements.Count;

    /// <summary>How many bytes they have.</summary>
    public long Size
    {
        get
        {
            var size = 0L;
            foreach (var element in _elements)
            {
                size += element.Length;
            }

            return size;
        }
    }

    /// <summary>One prediction: a JSON value in UTF-8.</summary>
    /// <param name="index">Its position, from 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlyMemory<byte> this[int index] => _elements[index];

    /// <summary>Some of the predictions, without copying them.</summary>
    /// <param name="start">The position of the first one.</param>
    /// <param name="count">How many.</param>
    public Predictions Slice(int start, int count) => new(_elements.Slice(start, count));

    /// <summary>Some of the predictions, by their positions.</summary>
    /// <param name="indices">The positions.</param>
    public Predictions Pick(IEnumerable<int> indices) =>
        new(indices.Select(index => _elements[index]).ToArray());

    /// <summary>Slices a JSON array into its elements, without copying them.</summary>
    /// <param name="json">A JSON array in UTF-8; it must stay unchanged as long as the predictions are
    /// used.</param>
    /// <exception cref="JsonException">The text is not a JSON array, or something follows it.</exception>
    public static Predictions Parse(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        var predictions = Read(ref reader, json);

        // The reader looks for the end of the text only when it is asked for one more token.
        reader.Read();
        return predictions;
    }

    /// <summary>Slices the JSON array that a reader stands on into its elements, without copying
    /// them.</summary>
    /// <param name="reader">Stands on the array; afterwards, on its end.</param>
    /// <param name="json">The whole text that the reader reads.</param>
    /// <param name="expected">How many there should be: of more than that, one more is kept.</param>
    /// <exception cref="JsonException">It does not stand on a JSON array.</exception>
    public static Predictions Read(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> json,
        int expected = int.MaxValue
    )
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Predictions must be a JSON array.");
        }

        var elements = new List<ReadOnlyMemory<byte>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (elements.Count <= expected)
            {
                elements.Add(json[start..(int)reader.BytesConsumed]);
            }
        }

        return new Predictions(elements.ToArray());
    }
}
