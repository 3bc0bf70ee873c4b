namespace SentimentFunction.ModelServers.Tensors;

/// <summary>How the elements of a tensor stand in JSON.</summary>
internal abstract class ElementFormat
{
    /// <summary>What an element is, in words, such as "a string".</summary>
    public required string One { get; init; }

    /// <summary>What several of them are, such as "strings".</summary>
    public required string Several { get; init; }

    /// <summary>The format of a type.</summary>
    /// <param name="type">The type.</param>
    public static ElementFormat Of(ElementType type) =>
        type switch
        {
            ElementType.Bytes => BytesFormat.Instance,
            ElementType.Boolean => BooleanFormat.Instance,
            ElementType.Int8 => IntegerFormat<sbyte>.Instance,
            ElementType.Int16 => IntegerFormat<short>.Instance,
            ElementType.Int32 => IntegerFormat<int>.Instance,
            ElementType.Int64 => IntegerFormat<long>.Instance,
            ElementType.UInt8 => IntegerFormat<byte>.Instance,
            ElementType.UInt16 => IntegerFormat<ushort>.Instance,
            ElementType.UInt32 => IntegerFormat<uint>.Instance,
            ElementType.UInt64 => IntegerFormat<ulong>.Instance,
            ElementType.Float16 => FloatFormat<Half>.Instance,
            ElementType.Float32 => FloatFormat<float>.Instance,
            ElementType.Float64 => FloatFormat<double>.Instance,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
        };

    /// <summary>Begins a column of elements that are read from JSON.</summary>
    /// <param name="input">The input that the column is for.</param>
    public abstract ColumnBuilder Begin(TensorSpec input);
}
