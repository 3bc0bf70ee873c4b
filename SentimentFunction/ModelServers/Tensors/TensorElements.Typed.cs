using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Elements of one type of .NET.</summary>
/// <typeparam name="T">For <see cref="ElementType.Bytes"/> a <see cref="ReadOnlyMemory{T}"/> of bytes, which
/// are a text in UTF-8 or anything else; for the others the type of the same name.</typeparam>
/// <param name="format">How they stand in JSON.</param>
internal sealed class TensorElements<T>(ElementFormat<T> format) : TensorElements
{
    /// <summary>The elements.</summary>
    public List<T> Values { get; } = [];

    /// <inheritdoc/>
    public override int Count => Values.Count;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int index) => format.Write(writer, Values[index]);
}
