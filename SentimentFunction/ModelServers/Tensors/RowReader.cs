using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Reads instances, the rows of TensorFlow Serving's row format, into columns: one tensor for each
/// input of a model.</summary>
/// <remarks>
/// <para>https://www.tensorflow.org/tfx/serving/api_rest#specifying_input_tensors_in_row_format: where a
/// model has one input, an instance is its value, or an object with that; where it has several, it is an
/// object with a value for each.</para>
/// <para>It is all or nothing: where one instance doesn't fit, there is no column.</para>
/// </remarks>
internal ref struct RowReader
{
    private readonly TensorSignature _signature;
    private readonly ColumnBuilder[] _columns;
    private readonly ReadOnlyMemory<byte> _json;
    private Utf8JsonReader _reader;
    private int _index;

    private RowReader(Instances instances, TensorSignature signature)
    {
        _signature = signature;
        _columns = [.. signature.Inputs.Select(input => ElementFormat.Of(input.Type).Begin(input))];
        _json = instances.Json;
        _reader = new(_json.Span);
    }

    private readonly IEnumerable<string> Names => _signature.Inputs.Select(input => input.Name);

    /// <summary>Reads instances.</summary>
    /// <param name="instances">The instances, at least one.</param>
    /// <param name="signature">What the model takes.</param>
    /// <returns>A column for each input, in the order of the signature, with as many rows as there are
    /// instances. Its texts may be slices of the instances.</returns>
    /// <exception cref="PredictionException">An instance is refused: its message says which one, and what the
    /// model takes. Or they are more or fewer than an input takes.</exception>
    public static IReadOnlyList<TensorColumn> Read(Instances instances, TensorSignature signature)
    {
        var wrong = signature.Inputs.FirstOrDefault(input =>
            input.FixedCount is { } count && count != instances.Count
        );
        return wrong is null
            ? new RowReader(instances, signature).Read()
            : throw InstanceRefusal.TooMany(wrong);
    }

    private TensorColumn[] Read()
    {
        _reader.Read();
        for (; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; _index++)
        {
            if (_reader.TokenType == JsonTokenType.StartObject && !IsValue())
            {
                ReadObject();
            }
            else if (_columns.Length == 1)
            {
                _columns[0].AddRow(ref _reader, _json);
            }
            else
            {
                throw InstanceRefusal.NotAnObject(_index, Names);
            }
        }

        return Array.ConvertAll(_columns, column => column.Build());
    }

    /// <summary>Whether an object is a value, <c>{"b64": "…"}</c>, not one with the inputs.</summary>
    private readonly bool IsValue() => _columns.Length == 1 && BytesFormat.IsBase64(_reader);

    private void ReadObject()
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = FindColumn();
            if (column.Rows > _index)
            {
                throw InstanceRefusal.Twice(_index, column.Input.Name);
            }

            _reader.Read();
            column.AddRow(ref _reader, _json);
        }

        foreach (var column in _columns)
        {
            if (column.Rows == _index)
            {
                throw InstanceRefusal.Missing(_index, column.Input.Name, column.Takes);
            }
        }
    }

    private ColumnBuilder FindColumn()
    {
        foreach (var column in _columns)
        {
            if (column.IsNamed(ref _reader))
            {
                return column;
            }
        }

        return _columns.Length == 1 && _reader.ValueTextEquals(_signature.Alias)
            ? _columns[0]
            : throw InstanceRefusal.Unknown(_index, ReadName(), Names);
    }

    private readonly string ReadName()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no character.
            return "";
        }
    }
}
