using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>KServe 0.21.0's Python server with a model of one's own, as kserve-custom.json has it.</summary>
internal sealed partial class KServe : PythonServer
{
    /// <inheritdoc/>
    /// <remarks>infer-accept-gzip-big: never.</remarks>
    public override int CompressesFrom => int.MaxValue;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Resources { get; } =
        new Dictionary<string, string>
        {
            ["server"] = "GET",
            ["health/live"] = "GET",
            ["health/ready"] = "GET",
            ["models"] = "GET",
        };

    /// <inheritdoc/>
    public override ModelDeclaration Find(InferenceModels models, InferencePath path)
    {
        if (path.Version is not null)
        {
            // infer-version, model-metadata-version: also of the right one.
            throw new InferenceRefusedException(
                InferenceReply.Error(501, "Model versioning not supported yet.")
            );
        }

        var model = models.Find(path.Model, null)
            ?? throw new InferenceRefusedException(
                // infer-model-unknown
                InferenceReply.Error(404, $"Model with name {path.Model} does not exist.")
            );
        return model.Name == InferenceModels.Two ? model with { VersionName = null } : model;
    }

    /// <inheritdoc/>
    public override InferenceReply Infer(Call call, InferenceCall request, ModelDeclaration model)
    {
        var tree = Read(call, request, out var binary);
        var inputs = tree.Find("inputs")!.Items;
        if (inputs.Exists(input => !IsDatatype(input)))
        {
            // infer-datatype-STRING; a name in small letters is one (infer-datatype-bytes).
            return InferenceReply.Error(400, "invalid datatype None in the input");
        }

        var isByName = model.Inputs.Count == 1;
        var named = inputs.Find(input => input.Find("name")!.Text == ModelDeclaration.SentenceInput);
        if (isByName && named is null)
        {
            // The model's own words (infer-input-name-wrong).
            return InferenceReply.Error(400, "no input 'sentence'");
        }

        if (!isByName && inputs.Count < model.Inputs.Count)
        {
            // two-inputs-missing-second
            return InferenceReply.Error(500, "IndexError : list index out of range");
        }

        var sentences = binary ?? Elements(isByName ? named! : inputs[0]);
        var positive = Scoring.Score(call, model, sentences, why => InferenceReply.Error(400, why));
        return InferenceReply.Json(200, Write(model, positive, IdOf(tree)));
    }

    /// <inheritdoc/>
    protected override InferenceReply AnswerKnown(
        InferenceModels models,
        InferencePath path,
        ReadOnlyMemory<byte> body
    ) =>
        path switch
        {
            { Resource: "server" } => InferenceReply.Json(
                200,
                """{"name":"kserve","version":"0.21.0","extensions":["model_repository_extension"]}"""
            ),
            { Resource: "health/live" } => InferenceReply.Json(200, """{"live":true}"""),
            { Resource: "health/ready" } => InferenceReply.Json(200, """{"ready":true}"""),
            { Resource: "models" } => InferenceReply.Json(
                200,
                $$"""{"models":["{{models.Own}}","{{InferenceModels.Two}}"]}"""
            ),
            { Verb: "" } => InferenceReply.Json(200, Describe(Find(models, path))),
            _ => InferenceReply.Json(200, $$"""{"name":"{{Find(models, path).Name}}","ready":true}"""),
        };

    /// <summary>The second model's author has declared no outputs.</summary>
    /// <inheritdoc/>
    protected override string Output(ModelDeclaration model) =>
        model.Name == InferenceModels.Two ? "" : base.Output(model);

    private static string IdOf(JsonTree request) =>
        request.Find("id") is { Kind: JsonValueKind.String, Text: { Length: > 0 } id }
            ? id
            : Guid.NewGuid().ToString();

    private static string Write(ModelDeclaration model, IReadOnlyList<float> positive, string id)
    {
        var rows = Text(positive.Count);
        var version = model.VersionName is null ? "null" : $"\"{model.VersionName}\"";
        var outputs = Output("probabilities", $"{rows},2", "FP32", Data(positive));
        if (model.HasMark)
        {
            outputs += "," + Output("version", rows, "BYTES", Marks(model, positive.Count));
        }

        return $$"""
                {"model_name":"{{model.Name}}","model_version":{{version}},
                """
            + $$"""
                "id":{{JsonTree.Quote(id)}},"parameters":null,"outputs":[{{outputs}}]}
                """;
    }

    private static string Output(string name, string shape, string datatype, string data) =>
        $$$"""
            {"name":"{{{name}}}","shape":[{{{shape}}}],"datatype":"{{{datatype}}}",
            """
        + $$$"""
            "parameters":null,"data":{{{data}}}}
            """;

    private string Describe(ModelDeclaration model) =>
        $$"""{"name":"{{model.Name}}","versions":null,"platform":"",{{Tensors(model)}}}""";
}
