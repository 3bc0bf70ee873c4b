using System.Text;
using Google.Protobuf;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Reads the sentences out of a tensor as TensorFlow does, and refuses what it refuses, in its
/// words.</summary>
/// <remarks>As TensorFlow 2.21 was seen to do: Tensor::FromProto in
/// https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/tensor.cc, and the first
/// operation of the model.</remarks>
internal static class SentenceTensor
{
    private const long MaxElements = int.MaxValue / 8;

    /// <summary>The sentences of a request, as far as they can be read.</summary>
    /// <param name="request">The request.</param>
    public static IReadOnlyList<string> TryRead(PredictRequest request)
    {
        try
        {
            return request.Inputs.TryGetValue(ModelDescription.Input, out var tensor) ? Read(tensor) : [];
        }
        catch (CallRefusedException)
        {
            // It is refused when it is answered.
            return [];
        }
    }

    /// <summary>Reads the sentences.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="CallRefusedException">It holds no vector of texts.</exception>
    public static IReadOnlyList<string> Read(TensorProto tensor)
    {
        var shape = tensor.TensorShape is null or { UnknownRank: true }
            ? []
            : tensor.TensorShape.Dim.Select(dim => dim.Size).ToArray();
        if (
            !Enum.IsDefined(tensor.Dtype)
            || tensor.Dtype == DataType.DtInvalid
            || CountOf(shape) is not { } count
        )
        {
            throw NotParsed();
        }

        if (tensor.Dtype != DataType.DtString)
        {
            throw Invalid($"Expects arg[0] to be string but {NameOf(tensor.Dtype)} is provided");
        }

        var texts = tensor.TensorContent.IsEmpty
            ? Fill(tensor, count)
            : ReadContent(tensor.TensorContent, count);
        return shape.Length == 1
            ? texts
            : throw Invalid(
                $"input must be a vector, got shape: [{string.Join(',', shape)}]"
                    + "\n\t [[{{node tokenize/split}}]]"
            );
    }

    /// <summary>A refusal of what is asked.</summary>
    /// <param name="message">TensorFlow's words.</param>
    public static CallRefusedException Invalid(string message) => new(RpcCode.InvalidArgument, message);

    /// <summary>Of fewer than the shape says the last one is repeated.</summary>
    private static List<string> Fill(TensorProto tensor, int count)
    {
        var texts = new List<string>(Math.Min(count, 4_096));
        for (var index = 0; index < count; index++)
        {
            texts.Add(
                index < tensor.StringVal.Count ? tensor.StringVal[index].ToStringUtf8()
                : index > 0 ? texts[index - 1]
                : ""
            );
        }

        return texts;
    }

    /// <summary>All lengths, as varints, and then all bytes.</summary>
    private static List<string> ReadContent(ByteString content, int count)
    {
        try
        {
            var input = new CodedInputStream(content.ToByteArray());
            var lengths = new List<int>();
            for (var index = 0; index < count; index++)
            {
                lengths.Add(input.ReadLength());
            }

            var start = (int)input.Position;
            if (start + lengths.Sum(length => (long)length) != content.Length)
            {
                throw NotParsed();
            }

            var texts = new List<string>();
            foreach (var length in lengths)
            {
                texts.Add(Encoding.UTF8.GetString(content.Span.Slice(start, length)));
                start += length;
            }

            return texts;
        }
        catch (Exception cut) when (cut is InvalidProtocolBufferException or ArgumentOutOfRangeException)
        {
            throw NotParsed();
        }
    }

    private static int? CountOf(long[] shape)
    {
        var count = (Int128)1;
        foreach (var length in shape)
        {
            count = Int128.Min(count * length, long.MaxValue);
        }

        return Array.TrueForAll(shape, length => length >= 0) && count <= MaxElements ? (int)count : null;
    }

    private static CallRefusedException NotParsed() =>
        Invalid($"tensor parsing error: {ModelDescription.Input}");

    /// <summary>TensorFlow's name of a type, such as "float".</summary>
    private static string NameOf(DataType type) => $"{type}"["Dt".Length..].ToLowerInvariant();
}
