using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Reads TensorFlow's tensors as it does itself: the content counts, if it is there; of fewer
/// elements than the shape says the last one is repeated, of none all are zeros, and of more the rest is
/// ignored.</summary>
/// <remarks>Tensor::FromProto in
/// https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/tensor.cc.</remarks>
internal static class TensorReader
{
    /// <summary>The most elements: as many as the largest answer has bytes. One could stand for more.
    /// </summary>
    private const int MaxElements = 33_554_432;

    /// <summary>Of the largest numbers.</summary>
    private const int BytesOfElement = 8;

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">The name of the output.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="Prediction.PredictionException">It is of a type that JSON has no form for, or not as
    /// it says.</exception>
    public static TensorColumn Read(string name, TensorProto tensor)
    {
        var type = TensorTypes.ElementOf(tensor.Dtype)
            ?? throw ServerFailure
                .NotUnderstood("The model server's answer has an output of a type that JSON has no form for.")
                .ToException();
        var shape = TensorTypes.ShapeOf(tensor.TensorShape) ?? [];
        return TensorColumn.CountOf(shape) is <= MaxElements and var count
            ? new(name, type, shape, ReadElements(name, tensor, count))
            : throw Malformed();
    }

    /// <summary>The memory that the elements of a tensor take, in bytes.</summary>
    /// <param name="tensor">The tensor.</param>
    public static long SizeOf(TensorProto tensor)
    {
        var count = TensorColumn.CountOf(TensorTypes.ShapeOf(tensor.TensorShape) ?? []);
        return count is <= MaxElements and var elements ? BytesOfElement * (long)elements : 0;
    }

    private static TensorElements ReadElements(string name, TensorProto tensor, int count) =>
        tensor.Dtype switch
        {
            DataType.DtString => ReadTexts(name, tensor, count),
            DataType.DtBool => Read(tensor, count, BooleanFormat.Instance, tensor.BoolVal, value => value),
            DataType.DtInt8 => ReadNumbers<sbyte, int>(tensor, count, tensor.IntVal, value => (sbyte)value),
            DataType.DtInt16 => ReadNumbers<short, int>(tensor, count, tensor.IntVal, value => (short)value),
            DataType.DtInt32 => ReadNumbers<int, int>(tensor, count, tensor.IntVal, value => value),
            DataType.DtInt64 => ReadNumbers<long, long>(tensor, count, tensor.Int64Val, value => value),
            DataType.DtUint8 => ReadNumbers<byte, int>(tensor, count, tensor.IntVal, value => (byte)value),
            DataType.DtUint16 => ReadNumbers<ushort, int>(tensor, count, tensor.IntVal, value =>
                (ushort)value
            ),
            DataType.DtUint32 => ReadNumbers<uint, uint>(tensor, count, tensor.Uint32Val, value => value),
            DataType.DtUint64 => ReadNumbers<ulong, ulong>(tensor, count, tensor.Uint64Val, value => value),
            DataType.DtHalf => Read(tensor, count, FloatFormat<Half>.Instance, tensor.HalfVal, bits =>
                BitConverter.UInt16BitsToHalf((ushort)bits)
            ),
            DataType.DtBfloat16 => ReadUpperHalves(tensor, count),
            DataType.DtFloat => Read(tensor, count, FloatFormat<float>.Instance, tensor.FloatVal, value =>
                value
            ),
            _ => Read(tensor, count, FloatFormat<double>.Instance, tensor.DoubleVal, value => value),
        };

    private static TensorElements<T> ReadNumbers<T, TField>(
        TensorProto tensor,
        int count,
        RepeatedField<TField> field,
        Func<TField, T> convert
    )
        where T : unmanaged, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T> =>
        Read(tensor, count, IntegerFormat<T>.Instance, field, convert);

    private static TensorElements<T> Read<T, TField>(
        TensorProto tensor,
        int count,
        ElementFormat<T> format,
        RepeatedField<TField> field,
        Func<TField, T> convert
    )
        where T : unmanaged
    {
        var elements = new TensorElements<T>(format);
        if (tensor.TensorContent.IsEmpty)
        {
            Fill(elements.Values, field, count, convert, default);
            return elements;
        }

        var content = MemoryMarshal.Cast<byte, T>(tensor.TensorContent.Span);
        if (tensor.TensorContent.Length != (long)count * Unsafe.SizeOf<T>())
        {
            throw Malformed();
        }

        elements.Values.AddRange(content);
        return elements;
    }

    /// <summary>They have no type in .NET; what follows them in one of single precision are zeros.</summary>
    private static TensorElements<float> ReadUpperHalves(TensorProto tensor, int count)
    {
        var halves = ReadNumbers<ushort, int>(tensor, count, tensor.HalfVal, bits => (ushort)bits);
        var elements = new TensorElements<float>(FloatFormat<float>.Instance);
        elements.Values.AddRange(
            halves.Values.Select(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16))
        );
        return elements;
    }

    private static TensorElements<ReadOnlyMemory<byte>> ReadTexts(string name, TensorProto tensor, int count)
    {
        var elements = new TensorElements<ReadOnlyMemory<byte>>(Base64Format.Of(name));
        if (tensor.TensorContent.IsEmpty)
        {
            Fill(elements.Values, tensor.StringVal, count, text => text.Memory, default);
        }
        else
        {
            ReadTexts(tensor.TensorContent, count, elements.Values);
        }

        return elements;
    }

    /// <summary>All lengths, as varints, and then all bytes.</summary>
    private static void ReadTexts(ByteString content, int count, List<ReadOnlyMemory<byte>> texts)
    {
        try
        {
            var lengths = new CodedInputStream(content.ToByteArray());
            var sizes = new long[Math.Min(count, content.Length)];
            for (var index = 0; index < sizes.Length; index++)
            {
                sizes[index] = lengths.ReadLength();
            }

            var start = (int)lengths.Position;
            if (sizes.Length != count || start + sizes.Sum() != content.Length)
            {
                throw Malformed();
            }

            foreach (var size in sizes)
            {
                texts.Add(content.Memory.Slice(start, (int)size));
                start += (int)size;
            }
        }
        catch (Exception cut) when (cut is InvalidProtocolBufferException or ArgumentOutOfRangeException)
        {
            throw Malformed();
        }
    }

    private static void Fill<T, TField>(
        List<T> elements,
        RepeatedField<TField> field,
        int count,
        Func<TField, T> convert,
        T none
    )
    {
        elements.EnsureCapacity(count);
        for (var index = 0; index < count; index++)
        {
            elements.Add(
                index < field.Count ? convert(field[index])
                : index > 0 ? elements[index - 1]
                : none
            );
        }
    }

    private static Prediction.PredictionException Malformed() =>
        ServerFailure
            .NotUnderstood("The model server's answer has not as many elements as it says. Try again.")
            .ToException();
}
