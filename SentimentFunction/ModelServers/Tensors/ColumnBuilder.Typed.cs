using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Collects elements of one type of .NET.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="input">The input.</param>
/// <param name="format">How its elements stand in JSON.</param>
internal sealed class ColumnBuilder<T>(TensorSpec input, ElementFormat<T> format)
    : ColumnBuilder(input, format)
{
    private readonly TensorElements<T> _elements = new(format);

    /// <inheritdoc/>
    protected override TensorElements Elements => _elements;

    /// <inheritdoc/>
    protected override bool TryAddElement(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (!format.TryRead(ref reader, json, out var value))
        {
            return false;
        }

        _elements.Values.Add(value);
        return true;
    }
}
