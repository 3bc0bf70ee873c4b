using System.Runtime.InteropServices;
using Google.Protobuf;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Writes predictions as TensorFlow's tensors.</summary>
internal static class PredictAnswer
{
    /// <summary>Writes predictions.</summary>
    /// <param name="positive">The probability that a sentence is positive, for each instance.</param>
    /// <param name="version">The version that made them.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="isContent">Whether tensors are written as their content, as with
    /// --enable_serialization_as_tensor_content.</param>
    public static PredictResponse Write(
        IReadOnlyList<float> positive,
        ServedVersion version,
        PredictRequest request,
        bool isContent
    )
    {
        var answer = new PredictResponse
        {
            ModelSpec = new()
            {
                Name = request.ModelSpec.Name,
                Version = version.Number,
                SignatureName = Instances.InstancesProtocol.SignatureName,
            },
        };
        if (IsAskedFor(ModelDescription.Probabilities, request))
        {
            answer.Outputs[ModelDescription.Probabilities] = WriteProbabilities(positive, isContent);
        }

        if (IsAskedFor(ModelDescription.Mark, request))
        {
            answer.Outputs[ModelDescription.Mark] = WriteMarks(version.NumberText, positive.Count, isContent);
        }

        return answer;
    }

    /// <summary>The dimensions of a tensor.</summary>
    /// <param name="lengths">The dimensions.</param>
    public static TensorShapeProto ShapeOf(params long[] lengths)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(lengths.Select(length => new TensorShapeProto.Types.Dim { Size = length }));
        return shape;
    }

    private static bool IsAskedFor(string output, PredictRequest request) =>
        request.OutputFilter.Count == 0 || request.OutputFilter.Contains(output);

    private static TensorProto WriteProbabilities(IReadOnlyList<float> positive, bool isContent)
    {
        float[] values = [.. positive.SelectMany(probability => (float[])[1 - probability, probability])];
        var tensor = new TensorProto { Dtype = DataType.DtFloat, TensorShape = ShapeOf(positive.Count, 2) };
        if (isContent)
        {
            tensor.TensorContent = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
        }
        else
        {
            tensor.FloatVal.AddRange(values);
        }

        return tensor;
    }

    /// <summary>The content of texts are all their lengths, and then all their bytes.</summary>
    private static TensorProto WriteMarks(string mark, int count, bool isContent)
    {
        var tensor = new TensorProto { Dtype = DataType.DtString, TensorShape = ShapeOf(count) };
        var text = ByteString.CopyFromUtf8(mark);
        if (isContent)
        {
            tensor.TensorContent = ByteString.CopyFrom([
                .. Enumerable.Repeat((byte)text.Length, count),
                .. Enumerable.Repeat(text, count).SelectMany(each => each),
            ]);
        }
        else
        {
            tensor.StringVal.AddRange(Enumerable.Repeat(text, count));
        }

        return tensor;
    }
}
