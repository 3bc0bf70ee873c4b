using System.Runtime.InteropServices;
using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>Makes constant tensors.</summary>
internal static class TensorProtos
{
    /// <summary>The size of a dimension that is known only when the graph runs.</summary>
    public const long Unknown = -1;

    public static TensorProto Scalar(int value) => Numbers<int>(DataType.DtInt32, [value], Shape());

    public static TensorProto Scalar(long value) => Numbers<long>(DataType.DtInt64, [value], Shape());

    public static TensorProto Scalar(float value) => Numbers<float>(DataType.DtFloat, [value], Shape());

    public static TensorProto Scalar(string value) => Strings([value], Shape());

    public static TensorProto Vector(params int[] values) =>
        Numbers<int>(DataType.DtInt32, values, Shape(values.Length));

    public static TensorProto Vector(params long[] values) =>
        Numbers<long>(DataType.DtInt64, values, Shape(values.Length));

    public static TensorProto Vector(params float[] values) =>
        Numbers<float>(DataType.DtFloat, values, Shape(values.Length));

    public static TensorProto Vector(params string[] values) => Strings(values, Shape(values.Length));

    /// <summary>A shape of known rank; none of the sizes is less than <see cref="Unknown"/>.</summary>
    public static TensorShapeProto Shape(params ReadOnlySpan<long> sizes)
    {
        var shape = new TensorShapeProto();

        foreach (var size in sizes)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = size });
        }

        return shape;
    }

    /// <summary>How many elements a tensor of this shape has; a shape without dimensions has one.</summary>
    public static long CountOf(TensorShapeProto shape) =>
        shape.Dim.Aggregate(1L, (count, dimension) => count * dimension.Size);

    /// <summary>The numbers of a constant that has them as one block of bytes.</summary>
    public static T[] NumbersOf<T>(TensorProto tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.TensorContent.Span).ToArray();

    private static TensorProto Numbers<T>(DataType type, ReadOnlySpan<T> values, TensorShapeProto shape)
        where T : unmanaged =>
        new()
        {
            Dtype = type,
            TensorShape = shape,
            TensorContent = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };

    private static TensorProto Strings(string[] values, TensorShapeProto shape) =>
        new()
        {
            Dtype = DataType.DtString,
            TensorShape = shape,
            StringVal = { values.Select(ByteString.CopyFromUtf8) },
        };
}
