using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <content>Reads requests.</content>
internal sealed partial class MlServer
{
    private static JsonTree Read(Call call, InferenceCall request)
    {
        var body = call.Request.WrittenMemory;
        if (request.Encoding == "gzip")
        {
            body = InferenceCall.Decompress(body, "gzip") ?? throw new InferenceRefusedException(Unreadable);
        }

        if (body.IsEmpty)
        {
            throw new InferenceRefusedException(NoBody);
        }

        var isJson = request.ContentType.Length == 0 || request.IsJson;
        var tree = isJson
            ? Parse(body.Span)
            : new JsonTree(JsonValueKind.String, Encoding.UTF8.GetString(body.Span));
        if (tree.Kind == JsonValueKind.Null)
        {
            throw new InferenceRefusedException(NoBody);
        }

        var flaws = new RequestFlaws("\"body\"", true, takesAnyData: true, checksDatatype: true).Find(tree);
        return flaws.Count == 0 ? tree : throw new InferenceRefusedException(Detail(flaws));
    }

    /// <remarks>infer-json-bom, infer-text-invalid-utf8 and the others of the kind: orjson's words.</remarks>
    private static JsonTree Parse(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw Refused(0, "str is not valid UTF-8: surrogates not allowed");
        }

        if (body.StartsWith("\uFEFF"u8))
        {
            throw Refused(0, "UTF-8 byte order mark (BOM) is not supported");
        }

        try
        {
            return new JsonTreeReader(Encoding.UTF8.GetString(body), JsonRules.Orjson).Read();
        }
        catch (JsonFlawException flaw)
        {
            throw Refused(
                flaw.Position,
                flaw.Flaw switch
                {
                    JsonFlaw.End => "unexpected end of data",
                    JsonFlaw.Rest => "unexpected content after document",
                    JsonFlaw.TrailingComma => "trailing comma is not allowed",
                    JsonFlaw.Escape => "invalid escaped sequence in string",
                    JsonFlaw.Control => "unexpected control character in string",
                    JsonFlaw.HighSurrogate => "no low surrogate in string",
                    JsonFlaw.LowSurrogate => "invalid high surrogate in string",
                    _ => "unexpected character, expected a JSON value",
                }
            );
        }
    }

    private static InferenceRefusedException Refused(int position, string why) => new(Invalid(position, why));
}
