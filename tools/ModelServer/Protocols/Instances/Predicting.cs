using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

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
            request = new PredictRequestReader(protocol, version.Model, call.Request.WrittenSpan).Read();
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
