using System.Text;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <content>Writes answers.</content>
internal sealed partial class Triton
{
    private InferenceReply Raw(Call call, ModelDeclaration model)
    {
        // infer-body-empty: with a batch dimension it is one sentence, and the answer is binary.
        if (maxBatchSize == 0)
        {
            return InferenceReply.Error(
                400,
                "[request id: <id_unknown>] For BYTE datatype raw input 'sentence', the model must have input "
                    + "shape [1]"
            );
        }

        var positive = Scoring.Score(call, model, [""], Refuse);
        return Binary(model, id: "", positive);
    }

    private static InferenceReply Answer(
        Call call,
        ModelDeclaration model,
        TritonRequest request,
        IReadOnlyList<string> sentences
    )
    {
        var positive = Scoring.Score(call, model, sentences, Refuse);
        return request.IsBinary ? Binary(model, request.Id, positive)
            : request.Classes is { } classes
                ? InferenceReply.Json(200, Classify(model, request, positive, classes))
            : InferenceReply.Json(
                200,
                Write(
                    model with
                    {
                        HasMark = model.HasMark && request.Wants(ModelDeclaration.Mark),
                    },
                    request.Id,
                    positive
                )
            );
    }

    // triton-models.json: model-error
    private static InferenceReply Refuse(string why) => InferenceReply.Error(500, why);

    private static JsonTree Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var text = Encoding.UTF8.GetString(json).TrimStart('\uFEFF');
            return new JsonTreeReader(text, JsonRules.RapidJson).Read();
        }
        catch (JsonFlawException flaw)
        {
            var (what, position) = flaw.Flaw switch
            {
                JsonFlaw.Rest => ("The document root must not be followed by other values.", flaw.Position),
                JsonFlaw.TrailingComma => ("Missing a name for object member.", flaw.Position + 1),
                JsonFlaw.Escape or JsonFlaw.Control => ("Invalid escape character in string.", flaw.Position),
                JsonFlaw.HighSurrogate => ("The surrogate pair in string is invalid.", flaw.Position),
                _ => ("Invalid value.", flaw.Position),
            };
            throw new InferenceRefusedException(
                InferenceReply.Error(
                    500,
                    $"failed to parse the request JSON buffer: {what} at {Text(position)}"
                )
            );
        }
    }

    private static string Write(ModelDeclaration model, string id, string outputs)
    {
        var first = id.Length == 0 ? "" : $"\"id\":{JsonTree.Quote(id)},";
        return $$$"""
                {{{{first}}}"model_name":"{{{model.Name}}}","model_version":"{{{model.VersionName}}}",
                """
            + $$$"""
                "outputs":[{{{outputs}}}]}
                """;
    }

    private static string Write(ModelDeclaration model, string id, IReadOnlyList<float> positive)
    {
        var rows = Text(positive.Count);
        var outputs = Output("FP32", $"{rows},2", $"\"data\":{Data(positive)}");
        if (model.HasMark)
        {
            var mark = $"\"data\":{Marks(model, positive.Count)}";
            outputs += "," + Output("BYTES", rows, mark, ModelDeclaration.Mark);
        }

        return Write(model, id, outputs);
    }

    private static string Output(
        string datatype,
        string shape,
        string data,
        string name = ModelDeclaration.Output
    ) =>
        $$$"""
            {"name":"{{{name}}}","datatype":"{{{datatype}}}","shape":[{{{shape}}}],{{{data}}}}
            """;

    /// <summary>The answer as JSON, and the data behind it: infer-outputs-binary-true.</summary>
    private static InferenceReply Binary(ModelDeclaration model, string id, IReadOnlyList<float> positive)
    {
        byte[] data =
        [
            .. positive.SelectMany(p => BitConverter.GetBytes(1 - p).Concat(BitConverter.GetBytes(p))),
        ];
        var size = $$$"""
            "parameters":{"binary_data_size":{{{Text(data.Length)}}}}
            """;
        var header = Encoding.UTF8.GetBytes(
            Write(model, id, Output("FP32", $"{Text(positive.Count)},2", size))
        );
        return new(200, "application/octet-stream", [.. header, .. data])
        {
            Headers = [("Inference-Header-Content-Length", Text(header.Length))],
        };
    }

    /// <summary>The classification extension: infer-outputs-classification. Without a batch dimension it runs
    /// over all numbers.</summary>
    private static string Classify(
        ModelDeclaration model,
        TritonRequest request,
        IReadOnlyList<float> positive,
        int classes
    )
    {
        var numbers = positive.SelectMany(p => new[] { 1 - p, p });
        var groups = request.HasBatches
            ? numbers.Chunk(2)
            :
            [
                [.. numbers],
            ];
        var data = groups.SelectMany(group =>
            group
                .Select((number, index) => (number, index))
                .OrderByDescending(each => each.number)
                .Take(classes)
                .Select(each => $"\"{each.number.ToString("F6", null)}:{Text(each.index)}\"")
        );
        var shape = request.HasBatches ? $"{Text(positive.Count)},{Text(classes)}" : Text(classes);
        return Write(model, request.Id, Output("BYTES", shape, $"\"data\":[{string.Join(',', data)}]"));
    }
}
