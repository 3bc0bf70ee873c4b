using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using SentimentFunction.ModelServers.TensorFlowServing;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>The gRPC half of the model server's stub: as much of TensorFlow Serving as the function
/// uses.</summary>
internal static class GrpcStub
{
    private const int PrefixBytes = 5;
    private const string Metadata = "/tensorflow.serving.PredictionService/GetModelMetadata";

    private static readonly ModelSpec Spec = new() { Name = "sentiment", Version = 1 };
    private static readonly byte[] Description = Frame(Describe());
    private static readonly byte[][] Predictions =
    [
        .. Enumerable.Range(0, StubAnswers.MaxInstances + 1).Select(Predict).Select(Frame),
    ];

    /// <summary>Answers a call.</summary>
    /// <param name="http">The call.</param>
    public static async Task ServeAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        var body = await reader.ReadAsync(http.RequestAborted);
        while (!body.IsCompleted)
        {
            reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
            body = await reader.ReadAsync(http.RequestAborted);
        }

        var answer = http.Request.Path == Metadata ? Description : Predictions[CountInstances(body.Buffer)];
        reader.AdvanceTo(body.Buffer.End);
        http.Response.ContentType = "application/grpc";
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private static int CountInstances(ReadOnlySequence<byte> body) =>
        PredictRequest.Parser.ParseFrom(body.Slice(PrefixBytes)).Inputs["sentence"].StringVal.Count;

    private static byte[] Frame(IMessage message)
    {
        byte[] frame = [0, 0, 0, 0, 0, .. message.ToByteArray()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - PrefixBytes);
        return frame;
    }

    private static PredictResponse Predict(int instances)
    {
        var probabilities = new TensorProto { Dtype = DataType.DtFloat, TensorShape = Shape(instances, 2) };
        probabilities.FloatVal.AddRange(
            Enumerable.Repeat((float[])[0.125f, 0.875f], instances).SelectMany(row => row)
        );
        return new() { ModelSpec = Spec, Outputs = { ["probabilities"] = probabilities } };
    }

    private static GetModelMetadataResponse Describe()
    {
        var signature = new SignatureDef
        {
            MethodName = "tensorflow/serving/predict",
            Inputs =
            {
                ["sentence"] = new TensorInfo
                {
                    Name = "sentence:0",
                    Dtype = DataType.DtString,
                    TensorShape = Shape(-1),
                },
            },
        };
        var signatures = new SignatureDefMap { SignatureDef = { ["serving_default"] = signature } };
        return new() { ModelSpec = Spec, Metadata = { ["signature_def"] = Any.Pack(signatures) } };
    }

    private static TensorShapeProto Shape(params long[] lengths)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(lengths.Select(length => new TensorShapeProto.Types.Dim { Size = length }));
        return shape;
    }
}
