using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Writes columns as TensorFlow's tensors, as its own make_tensor_proto does: one number, texts and
/// booleans in the field of their type; several numbers as the bytes that they have in memory.</summary>
/// <remarks>https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/framework/tensor_util.py
/// </remarks>
internal static class TensorWriter
{
    /// <summary>Writes a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type that the model declares.</param>
    public static TensorProto Write(TensorColumn column, DataType type)
    {
        var tensor = new TensorProto { Dtype = type, TensorShape = new() };
        tensor.TensorShape.Dim.AddRange(
            column.Shape.Select(length => new TensorShapeProto.Types.Dim { Size = length })
        );
        Write(tensor, column.Elements);
        return tensor;
    }

    private static void Write(TensorProto tensor, TensorElements elements)
    {
        switch (elements)
        {
            case TensorElements<ReadOnlyMemory<byte>> { Values: var texts }:
                // The texts are slices of what a caller has sent, and a call may outlive its caller.
                tensor.StringVal.AddRange(texts.Select(text => ByteString.CopyFrom(text.Span)));
                break;
            case TensorElements<bool> { Values: var booleans }:
                tensor.BoolVal.AddRange(booleans);
                break;
            case TensorElements<float> { Values: var numbers } when tensor.Dtype == DataType.DtBfloat16:
                Write(tensor, numbers.ConvertAll(UpperHalf), tensor.HalfVal, bits => bits);
                break;
            case TensorElements<float> { Values: var numbers }:
                Write(tensor, numbers, tensor.FloatVal, number => number);
                break;
            case TensorElements<double> { Values: var numbers }:
                Write(tensor, numbers, tensor.DoubleVal, number => number);
                break;
            case TensorElements<Half> { Values: var numbers }:
                Write(tensor, numbers, tensor.HalfVal, number => BitConverter.HalfToUInt16Bits(number));
                break;
            default:
                WriteIntegers(tensor, elements);
                break;
        }
    }

    private static void WriteIntegers(TensorProto tensor, TensorElements elements)
    {
        switch (elements)
        {
            case TensorElements<sbyte> { Values: var numbers }:
                Write(tensor, numbers, tensor.IntVal, number => number);
                break;
            case TensorElements<short> { Values: var numbers }:
                Write(tensor, numbers, tensor.IntVal, number => number);
                break;
            case TensorElements<int> { Values: var numbers }:
                Write(tensor, numbers, tensor.IntVal, number => number);
                break;
            case TensorElements<long> { Values: var numbers }:
                Write(tensor, numbers, tensor.Int64Val, number => number);
                break;
            case TensorElements<byte> { Values: var numbers }:
                Write(tensor, numbers, tensor.IntVal, number => number);
                break;
            case TensorElements<ushort> { Values: var numbers }:
                Write(tensor, numbers, tensor.IntVal, number => number);
                break;
            case TensorElements<uint> { Values: var numbers }:
                Write(tensor, numbers, tensor.Uint32Val, number => number);
                break;
            case TensorElements<ulong> { Values: var numbers }:
                Write(tensor, numbers, tensor.Uint64Val, number => number);
                break;
            default:
                throw new ArgumentException("There is no tensor of such elements.", nameof(elements));
        }
    }

    /// <summary>All of .NET's platforms are little endian, as the content is.</summary>
    private static void Write<T, TField>(
        TensorProto tensor,
        List<T> numbers,
        RepeatedField<TField> field,
        Func<T, TField> convert
    )
        where T : unmanaged
    {
        if (numbers is [var one])
        {
            field.Add(convert(one));
        }
        else
        {
            var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers));
            tensor.TensorContent = ByteString.CopyFrom(bytes);
        }
    }

    /// <summary>Rounds to the nearest number of half the bits, and to an even one between two.</summary>
    private static ushort UpperHalf(float number)
    {
        var bits = BitConverter.SingleToUInt32Bits(number);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
