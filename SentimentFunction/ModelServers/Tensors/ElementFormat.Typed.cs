using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>How elements of one type of .NET stand in JSON.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class ElementFormat<T> : ElementFormat
{
    /// <summary>Reads an element.</summary>
    /// <param name="reader">Stands on a JSON value that is no array; afterwards, on its end.</param>
    /// <param name="json">The whole text that the reader reads.</param>
    /// <param name="value">The element; a text without escapes is a slice of the whole.</param>
    /// <returns>Whether it is one. If not, the reader stands anywhere in the value.</returns>
    public abstract bool TryRead(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, out T value);

    /// <inheritdoc cref="TensorElements.Write"/>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The element.</param>
    public abstract void Write(Utf8JsonWriter writer, T value);

    /// <inheritdoc/>
    public sealed override ColumnBuilder Begin(TensorSpec input) => new ColumnBuilder<T>(input, this);
}
