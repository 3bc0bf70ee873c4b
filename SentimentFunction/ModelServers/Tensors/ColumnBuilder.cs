using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Collects what the rows of a call have for one input.</summary>
/// <param name="input">The input.</param>
/// <param name="format">How its elements stand in JSON.</param>
internal abstract class ColumnBuilder(TensorSpec input, ElementFormat format)
{
    private readonly List<long> _shape = [];
    private long[]? _first;
    private int? _rank;

    /// <summary>The input.</summary>
    public TensorSpec Input { get; } = input;

    /// <summary>What the input takes, in words, such as "a list of 3 numbers".</summary>
    public string Takes => ShapeWords.Of(Input, format);

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether a reader stands on the input's name.</summary>
    /// <param name="reader">The reader; it stands on the name of a member.</param>
    public bool IsNamed(ref Utf8JsonReader reader) => reader.ValueTextEquals(Input.Utf8Name);

    /// <summary>Adds what the next row has for the input.</summary>
    /// <param name="reader">Stands on the value; afterwards, on its end.</param>
    /// <param name="json">The whole text that the reader reads.</param>
    /// <exception cref="Prediction.PredictionException">It is nothing that the input takes.</exception>
    public void AddRow(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        _shape.Clear();
        _rank = null;
        if (!TryAdd(ref reader, json, depth: 0) || ShapeInTensor() is not { } shape)
        {
            throw InstanceRefusal.WrongValue(Rows, Input.Name, Takes);
        }

        _first ??= shape;
        if (!shape.AsSpan().SequenceEqual(_first))
        {
            throw InstanceRefusal.OtherShape(Rows, Input.Name, Takes, shape, _first);
        }

        Rows++;
    }

    /// <summary>The column of all rows so far, at least one.</summary>
    public TensorColumn Build() => new(Input.Name, Input.Type, [Rows, .. _first!], Elements);

    /// <summary>The elements of all rows so far.</summary>
    protected abstract TensorElements Elements { get; }

    /// <summary>Adds an element.</summary>
    /// <param name="reader">Stands on a value that is no array; afterwards, on its end.</param>
    /// <param name="json">The whole text that the reader reads.</param>
    /// <returns>Whether it is one.</returns>
    protected abstract bool TryAddElement(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json);

    private bool TryAdd(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return TryEndAt(depth) && TryAddElement(ref reader, json);
        }

        var length = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; length++)
        {
            if (_shape.Count == depth)
            {
                _shape.Add(TensorSpec.AnyLength);
            }

            if (!TryAdd(ref reader, json, depth + 1))
            {
                return false;
            }
        }

        if (_shape.Count == depth)
        {
            _shape.Add(length);
        }

        return (length > 0 || TryEndAt(depth + 1)) && TrySetLength(depth, length);
    }

    /// <summary>All elements of a row are equally deep in lists.</summary>
    private bool TryEndAt(int depth)
    {
        _rank ??= depth;
        return _rank == depth;
    }

    /// <summary>All lists of a row that are equally deep have the same length.</summary>
    private bool TrySetLength(int depth, int length)
    {
        if (_shape[depth] == TensorSpec.AnyLength)
        {
            _shape[depth] = length;
        }

        return _shape[depth] == length;
    }

    /// <summary>The row's dimensions as the input declares them; null where they don't fit. A bare value
    /// stands for a list with it alone.</summary>
    private long[]? ShapeInTensor()
    {
        var declared = Input.RowShape;
        if (declared is [] && _shape is [])
        {
            return declared;
        }

        long[] shape = [.. _shape];
        if (declared is null)
        {
            return shape;
        }

        if (shape.Length == 0)
        {
            shape = Array.ConvertAll(declared, _ => 1L);
        }

        return declared.Length == shape.Length && declared.Zip(shape, Fits).All(fits => fits) ? shape : null;
    }

    private static bool Fits(long declared, long length) =>
        declared == length || declared == TensorSpec.AnyLength;
}
