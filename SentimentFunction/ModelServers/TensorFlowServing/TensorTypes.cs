using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>TensorFlow's types of elements.</summary>
internal static class TensorTypes
{
    /// <summary>What elements of a type are here; null where JSON has no form for them, such as complex
    /// numbers.</summary>
    /// <param name="type">The type.</param>
    public static ElementType? ElementOf(DataType type) =>
        type switch
        {
            DataType.DtString => ElementType.Bytes,
            DataType.DtBool => ElementType.Boolean,
            DataType.DtInt8 => ElementType.Int8,
            DataType.DtInt16 => ElementType.Int16,
            DataType.DtInt32 => ElementType.Int32,
            DataType.DtInt64 => ElementType.Int64,
            DataType.DtUint8 => ElementType.UInt8,
            DataType.DtUint16 => ElementType.UInt16,
            DataType.DtUint32 => ElementType.UInt32,
            DataType.DtUint64 => ElementType.UInt64,
            DataType.DtHalf => ElementType.Float16,

            // The first half of a number of single precision.
            DataType.DtBfloat16 => ElementType.Float32,
            DataType.DtFloat => ElementType.Float32,
            DataType.DtDouble => ElementType.Float64,
            _ => null,
        };

    /// <summary>The dimensions of a tensor, or of an input; null where any will do.</summary>
    /// <param name="shape">TensorFlow's; null stands for no dimension, a single element.</param>
    public static long[]? ShapeOf(TensorShapeProto? shape) =>
        shape is null ? []
        : shape.UnknownRank ? null
        : [.. shape.Dim.Select(dim => dim.Size)];
}
