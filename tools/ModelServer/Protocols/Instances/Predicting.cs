using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentModel;

namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>Predicts, in the same way for all servers.</summary>
internal static class Predicting
{
    /// <summary>Answers a call for predictions.</summary>
    /// <param name="call">The call.</param>
    /// <param name="protocol">The server that is called.</param>
    /// <param name="version">The version to use.</param>
    /// <param name="writeMore">Writes what the server says beside the predictions; null for nothing.</param>
    /// <exception cref="CallRefusedException">The server refuses the request.</exception>
    public static void Answer(
        Call call,
        InstancesProtocol protocol,
        ServedVersion version,
        Action<Utf8JsonWriter>? writeMore = null
    )
    {
        PredictRequest request;
        try
        {
            request = Read(call, protocol, version.Model);
        }
        catch (InstanceRefusedException exception)
        {
            protocol.RefuseInstance(call, exception.Message);
            return;
        }

        call.Version = version;
        call.Instances = request.Positive.Count;
        call.WriteJson(protocol.Layout, writer =>
        {
            writer.WriteStartObject();
            Write(writer, request with { Positive = call.Distort(request.Positive) }, protocol.Mark(version));
            writeMore?.Invoke(writer);
            writer.WriteEndObject();
        });
    }

    private static PredictRequest Read(Call call, InstancesProtocol protocol, SentimentClassifier model)
    {
        var refusing = call.Refusal is { } refusal ? new RefusingModel(model, refusal) : null;
        var classify = refusing is null ? new Classify(model.Classify) : refusing.Classify;
        var request = new PredictRequestReader(protocol, classify, call.Request.WrittenSpan).Read();
        CheckSize(call, request.Positive.Count);
        refusing?.Run();
        return request;
    }

    // Queue::ValidateBatchTaskQueueCapacity in
    // tensorflow/core/kernels/batching_util/shared_batch_scheduler.h, which TensorFlow Serving asks when it
    // batches: after it has read the request, before it runs the model.
    private static void CheckSize(Call call, int instances)
    {
        if (instances > call.MaxInstances)
        {
            call.ExceededLimit = ServerLimit.MaxInstances;
            throw new InstanceRefusedException(
                $"Task size {instances} is larger than maximum input batch size {call.MaxInstances}"
            );
        }
    }

    private static void Write(Utf8JsonWriter writer, PredictRequest request, string mark)
    {
        if (request.IsColumnar)
        {
            PredictionWriter.WriteColumns(writer, request.Positive, mark);
        }
        else
        {
            PredictionWriter.WriteRows(writer, request.Positive, mark);
        }
    }
}
