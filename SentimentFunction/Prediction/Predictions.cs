using System.Text.Json;

namespace SentimentFunction.Prediction;

/// <summary>What became of the instances of one call: one outcome each, in their order.</summary>
public sealed class Predictions
{
    private readonly ArraySegment<Outcome> _outcomes;

    /// <summary>Takes outcomes as they are.</summary>
    /// <param name="outcomes">One per instance, in order.</param>
    public Predictions(params Outcome[] outcomes)
        : this(new ArraySegment<Outcome>(outcomes)) { }

    private Predictions(ArraySegment<Outcome> outcomes) => _outcomes = outcomes;

    /// <summary>How many outcomes there are.</summary>
    public int Count => _outcomes.Count;

    /// <summary>How many bytes the predictions have.</summary>
    public long Size
    {
        get
        {
            var size = 0L;
            foreach (var outcome in _outcomes)
            {
                size += outcome.Prediction.Length;
            }

            return size;
        }
    }

    /// <summary>The outcome of one instance.</summary>
    /// <param name="index">Its position, from 0 to <see cref="Count"/> - 1.</param>
    public Outcome this[int index] => _outcomes[index];

    /// <summary>The failure of the first instance that has one, with its position; null when all were
    /// predicted.</summary>
    public PredictionException? FindFailure()
    {
        for (var index = 0; index < Count; index++)
        {
            if (_outcomes[index].Failure is { } failure)
            {
                return failure.At(index);
            }
        }

        return null;
    }

    /// <summary>The failures of all instances that have one, in order.</summary>
    public IEnumerable<PredictionException> FindFailures() =>
        _outcomes.Select(outcome => outcome.Failure).OfType<PredictionException>();

    /// <summary>How many instances were predicted.</summary>
    public int CountPredicted()
    {
        var count = 0;
        foreach (var outcome in _outcomes)
        {
            count += outcome.Failure is null ? 1 : 0;
        }

        return count;
    }

    /// <summary>Several lists of outcomes as one.</summary>
    /// <param name="parts">The lists, in order.</param>
    public static Predictions Join(IEnumerable<Predictions> parts) =>
        new(parts.SelectMany(part => part._outcomes).ToArray());

    /// <summary>Some of the outcomes, without copying them.</summary>
    /// <param name="start">The position of the first one.</param>
    /// <param name="count">How many.</param>
    public Predictions Slice(int start, int count) => new(_outcomes.Slice(start, count));

    /// <summary>Some of the outcomes, by their positions.</summary>
    /// <param name="indices">The positions.</param>
    public Predictions Pick(IEnumerable<int> indices) =>
        new(indices.Select(index => _outcomes[index]).ToArray());

    /// <summary>Slices a JSON array into predictions, without copying them.</summary>
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

    /// <summary>Slices the JSON array that a reader stands on into predictions, without copying
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

        var outcomes = new Outcome[expected == int.MaxValue ? 1 : expected];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (count <= expected)
            {
                if (count == outcomes.Length)
                {
                    Array.Resize(ref outcomes, 2 * count);
                }

                outcomes[count++] = Outcome.Of(json[start..(int)reader.BytesConsumed]);
            }
        }

        return new Predictions(new ArraySegment<Outcome>(outcomes, 0, count));
    }
}
