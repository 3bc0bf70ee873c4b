using System.Text.Encodings.Web;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Protocols.Google;

namespace SentimentFunction.Tools.ModelServer.Protocols.AiPlatform;

/// <summary>AI Platform Prediction, <c>ml</c> v1.</summary>
internal sealed class AiPlatformProtocol : GoogleProtocol
{
    private static readonly string[] Members = ["signature_name"];

    public override Protocol Id => Protocol.AiPlatform;

    // The predictions are what the model's own server writes, passed on.
    public override JsonWriterOptions Layout { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override ReadOnlySpan<string> OptionalMembers => Members;

    // A failed batch is a successful call.
    public override void RefuseInstance(Call call, string message) => call.WriteJson(Layout, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", $"Prediction failed: {message}");
            writer.WriteEndObject();
        });

    public override string Mark(ServedVersion version) => version.Name;
}
