using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <content>Reads requests.</content>
internal sealed partial class KServe
{
    private static JsonTree Read(Call call, InferenceCall request, out IReadOnlyList<string>? binary)
    {
        var body = call.Request.WrittenMemory;
        binary = null;
        if (body.IsEmpty)
        {
            throw new InferenceRefusedException(NoBody);
        }

        if (!request.IsJson)
        {
            // infer-ct-none, infer-ct-text-plain; with the header, infer-binary-input.
            if (request.JsonLength is not { } length)
            {
                throw new InferenceRefusedException(BytesWithoutLength);
            }

            binary = ReadBinary(body.Span[length..]);
            body = body[..length];
        }

        var tree = Parse(body.Span);
        if (tree.Kind == JsonValueKind.String)
        {
            // infer-body-string
            throw new InferenceRefusedException(BytesWithoutLength);
        }

        if (binary is not null)
        {
            return tree;
        }

        var flaws = new RequestFlaws("\"body\",\"InferenceRequest\"", false, false, false).Find(tree);
        return flaws.Count == 0
            ? tree
            : throw new InferenceRefusedException(Detail([.. flaws, NotBytes(tree)]));
    }

    private static InferenceReply BytesWithoutLength { get; } =
        InferenceReply.Error(
            400,
            "received byte inputs, but the'inference-header-content-length' header is missing."
        );

    // A body may be bytes as well, which JSON is not.
    private static string NotBytes(JsonTree body) =>
        $$"""{"type":"bytes_type","loc":["body","bytes"],"msg":"Input should be a valid bytes","input":{{body}}}""";

    /// <summary>Each text after its length, 4 bytes.</summary>
    private static List<string> ReadBinary(ReadOnlySpan<byte> data)
    {
        List<string> texts = [];
        while (data.Length >= 4)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(data);
            texts.Add(Encoding.UTF8.GetString(data.Slice(4, length)));
            data = data[(4 + length)..];
        }

        return texts;
    }

    /// <remarks>Python's own parser, in UTF-8 or UTF-16 (infer-json-bom, infer-json-utf16).</remarks>
    private static JsonTree Parse(ReadOnlySpan<byte> body)
    {
        var isUtf16 = body.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]);
        if (!isUtf16 && !Utf8.IsValid(body))
        {
            // infer-text-invalid-utf8, infer-gzip: what is compressed is no text.
            throw new InferenceRefusedException(Unreadable);
        }

        var text = (isUtf16 ? Encoding.Unicode : Encoding.UTF8).GetString(body).TrimStart('\uFEFF');
        try
        {
            return new JsonTreeReader(text, JsonRules.Python).Read();
        }
        catch (JsonFlawException flaw)
        {
            throw new InferenceRefusedException(
                flaw.Flaw switch
                {
                    JsonFlaw.Rest => Invalid(flaw.Position, "Extra data"),

                    // At what follows the comma.
                    JsonFlaw.TrailingComma => Invalid(
                        flaw.Position + 1,
                        "Expecting property name enclosed in double quotes"
                    ),
                    JsonFlaw.Escape => Invalid(flaw.Position, "Invalid \\escape"),
                    JsonFlaw.Control => Invalid(flaw.Position, "Invalid control character at"),
                    _ => Invalid(flaw.Position, "Expecting value"),
                }
            );
        }
    }

    private static bool IsDatatype(JsonTree input) =>
        InferenceDatatypes.Specified.Contains(input.Find("datatype")!.Text, StringComparer.OrdinalIgnoreCase);

    /// <summary>The elements as a NumPy array has them, which has to have the shape that is said.</summary>
    private static IReadOnlyList<string> Elements(JsonTree input)
    {
        var data = input.Find("data")!;
        var datatype = input.Find("datatype")!.Text.ToUpperInvariant();
        if (data.Leaves().FirstOrDefault(leaf => leaf.Kind == JsonValueKind.String) is { } text)
        {
            CheckNumbers(datatype, text.Text);
        }

        // Lists of different lengths are elements themselves (infer-data-nested-ragged).
        var isRagged = data.Items.Select(item => item.Items.Count).Distinct().Count() > 1;
        List<JsonTree> elements = isRagged ? data.Items : [.. data.Leaves()];
        var shape = input.Find("shape")!.Items.ConvertAll(length => RequestFlaws.LengthOf(length) ?? 0);
        var product = shape.Aggregate((Int128)1, (all, length) => all * length);
        return product == elements.Count || (product < 0 && elements.Count % -product == 0)
            ? Texts(elements, element => element.ToString())
            : throw new InferenceRefusedException(
                // infer-shape-too-big
                InferenceReply.Error(
                    500,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"ValueError : cannot reshape array of size {elements.Count} into shape {Tuple(shape)}"
                    )
                )
            );
    }

    // infer-datatype-INT64, infer-datatype-FP32
    private static void CheckNumbers(string datatype, string text)
    {
        var message =
            datatype.Contains("INT", StringComparison.Ordinal)
                ? $"ValueError : invalid literal for int() with base 10: '{text}'"
            : datatype.StartsWith("FP", StringComparison.Ordinal)
                ? $"ValueError : could not convert string to float: '{text}'"
            : null;
        if (message is not null)
        {
            throw new InferenceRefusedException(InferenceReply.Error(500, message));
        }
    }

    private static string Tuple(List<long> shape) =>
        shape.Count == 1 ? $"({Text(shape[0])},)" : $"({string.Join(',', shape)})";
}
