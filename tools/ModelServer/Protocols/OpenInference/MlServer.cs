using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>MLServer 1.7.1 with a runtime of one's own, as mlserver-custom.json has it.</summary>
internal sealed partial class MlServer : PythonServer
{
    /// <inheritdoc/>
    /// <remarks>infer-accept-gzip-small: 257 bytes aren't, infer-accept-gzip-deflate-br: 523 are.</remarks>
    public override int CompressesFrom => 500;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Resources { get; } =
        new Dictionary<string, string>
        {
            ["server"] = "GET",
            ["health/live"] = "GET",
            ["health/ready"] = "GET",
            ["repository/index"] = "POST",
        };

    /// <inheritdoc/>
    public override ModelDeclaration Find(InferenceModels models, InferencePath path) =>
        models.Find(path.Model, path.Version)
        ?? throw new InferenceRefusedException(
            // infer-model-unknown, infer-version-unknown
            InferenceReply.Error(
                404,
                path.Version is null
                    ? $"Model {path.Model} not found"
                    : $"Model {path.Model} with version {path.Version} not found"
            )
        );

    /// <inheritdoc/>
    public override InferenceReply Infer(Call call, InferenceCall request, ModelDeclaration model)
    {
        var tree = Read(call, request);
        var inputs = tree.Find("inputs")!.Items;
        if (inputs.Count < model.Inputs.Count)
        {
            // infer-inputs-empty, two-inputs-missing-second
            return InferenceReply.Error(500, "builtins.IndexError: list index out of range");
        }

        // The first input counts, whatever its name (infer-input-name-wrong, infer-input-extra-first), and
        // whatever is no string is an empty one (infer-data-numbers, infer-3-shape-N1-nested).
        var data = inputs[0].Find("data")!;
        IReadOnlyList<string> sentences = Texts(data.Kind == JsonValueKind.Array ? data.Items : [data], odd =>
            ""
        );
        var positive = Scoring.Score(call, model, sentences, Refuse);
        var id = tree.Find("id") is { Kind: JsonValueKind.String } given ? given.Text : NewId();
        return InferenceReply.Json(200, Write(model, positive, id)) with { Headers = CloudEvent(model, id) };
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
                """{"name":"mlserver","version":"1.7.1","extensions":[]}"""
            ),
            { Resource: "repository/index" } when body.IsEmpty => NoBody,
            { Resource: "repository/index" } => InferenceReply.Json(200, Index(models)),

            // MLServer is ready when all its models are, and says else 400 without a word.
            { Resource: "health/ready" } when models.IsAnyBroken => InferenceReply.Empty(400),
            { Resource: "model", Verb: "" } => InferenceReply.Json(200, Describe(Find(models, path))),
            { Resource: "model" } => Ready(Find(models, path)),
            _ => InferenceReply.Empty(200),
        };

    /// <inheritdoc/>
    protected override string InputDetails(string input) =>
        input == ModelDeclaration.SentenceInput ? ""","parameters":{"content_type":"str"}""" : "";

    // An error of the model's own, with the name of its class, as one worker has it (mlserver-lifecycle.json:
    // workers1-nodebug-model-inferror).
    private static InferenceReply Refuse(string why) =>
        InferenceReply.Error(400, $"mlserver.errors.InferenceError: {why}");

    private static string Write(ModelDeclaration model, IReadOnlyList<float> positive, string id)
    {
        var rows = Text(positive.Count);
        var outputs = Output("probabilities", $"{rows},2", "FP32", "np", Data(positive));
        if (model.HasMark)
        {
            outputs += "," + Output("version", rows, "BYTES", "str", Marks(model, positive.Count));
        }

        return $$"""
                {"model_name":"{{model.Name}}","model_version":"{{model.VersionName}}",
                """
            + $$"""
                "id":{{JsonTree.Quote(id)}},"parameters":{},"outputs":[{{outputs}}]}
                """;
    }

    private static string Output(string name, string shape, string datatype, string content, string data) =>
        $$$"""
            {"name":"{{{name}}}","shape":[{{{shape}}}],"datatype":"{{{datatype}}}",
            """
        + $$$"""
            "parameters":{"content_type":"{{{content}}}"},"data":{{{data}}}}
            """;

    /// <summary>The headers of a CloudEvent; an empty id is left out (infer-id-empty).</summary>
    private static List<(string Name, string Value)> CloudEvent(ModelDeclaration model, string id)
    {
        List<(string Name, string Value)> headers =
        [
            ("ce-specversion", "0.3"),
            ("ce-source", "io.seldon.serving.deployment.mlserver"),
            ("ce-type", "io.seldon.serving.inference.response"),
            ("ce-modelid", model.Name),
            ("ce-inferenceservicename", "mlserver"),
            ("ce-endpoint", model.Name),
        ];
        if (id.Length > 0)
        {
            headers.AddRange([("ce-id", id), ("ce-requestid", id)]);
        }

        return headers;
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private string Describe(ModelDeclaration model)
    {
        // "versions" are what the author wrote: of version 1 (model-metadata-version), what is none.
        var versions = model is { Name: not InferenceModels.Two, VersionName: "1" } ? "\"scorer/0.1\"" : "";
        var platform = model.Name == InferenceModels.Two ? "" : "custom";
        return $$$"""
                {"name":"{{{model.Name}}}","versions":[{{{versions}}}],"platform":"{{{platform}}}",
                """
            + $$$"""
                {{{Tensors(model)}}},"parameters":{}}
                """;
    }

    private static InferenceReply Ready(ModelDeclaration model) =>
        model.Version.CanPredict ? InferenceReply.Empty(200) : InferenceReply.Empty(400);

    private static string Index(InferenceModels models)
    {
        var versions = models.Versions.Select(version =>
            $$"""{"name":"{{models.Own}}","version":"{{version.NumberText}}","state":"READY","reason":""}"""
        );
        return $"[{string.Join(',', versions)}]";
    }
}
