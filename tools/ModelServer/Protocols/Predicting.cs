using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols;

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
        ModelProtocol protocol,
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
            Write(writer, request, protocol.Mark(version), call.Fault?.Kind);
            writeMore?.Invoke(writer);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, PredictRequest request, string mark, FaultKind? fault)
    {
        if (request.IsColumnar)
        {
            PredictionWriter.WriteColumns(writer, request, mark, fault);
        }
        else
        {
            PredictionWriter.WriteRows(writer, request, mark, fault);
        }
    }
}
