using System.Text.Encodings.Web;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Protocols.Google;

namespace SentimentFunction.Tools.ModelServer.Protocols.VertexAi;

/// <summary>Vertex AI endpoints.</summary>
internal sealed class VertexAiProtocol : GoogleProtocol
{
    private static readonly string[] Members = ["parameters"];

    public override Protocol Id => Protocol.VertexAi;

    public override JsonWriterOptions Layout => Readable;

    public override ReadOnlySpan<string> OptionalMembers => Members;

    // Vertex AI passes on what the model's container said, as a text.
    public override void RefuseInstance(Call call, string message) =>
        Refuse(
            call,
            RpcCode.InvalidArgument,
            $"{{\n    \"error\": \"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(message)}\"\n}}"
        );

    public override string Mark(ServedVersion version) => version.NumberText;
}
