using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>What MLServer and KServe have in common: FastAPI's paths and validation.</summary>
internal abstract class PythonServer : InferenceServer
{
    /// <inheritdoc/>
    public override bool DecodesPaths => true;

    /// <summary>The resources beside models that there are, with the method for each.</summary>
    protected abstract IReadOnlyDictionary<string, string> Resources { get; }

    /// <summary>What has no path.</summary>
    /// <remarks>mlserver-custom.json, kserve-custom.json: unknown-path.</remarks>
    protected static InferenceReply NotFound { get; } =
        InferenceReply.Json(404, """{"detail":"Not Found"}""");

    /// <summary>A body that can't be read at all.</summary>
    /// <remarks>mlserver-custom.json: infer-gzip-not-gzip; kserve-custom.json: infer-gzip.</remarks>
    protected static InferenceReply Unreadable { get; } =
        InferenceReply.Json(400, """{"detail":"There was an error parsing the body"}""");

    /// <inheritdoc/>
    public override InferenceReply Answer(
        InferenceModels models,
        InferenceCall call,
        InferencePath? path,
        ReadOnlyMemory<byte> body
    )
    {
        if (path is null && call.Path.Length > 1 && call.Path[^1] == '/')
        {
            // infer-trailing-slash, server-metadata-slash: whatever the method.
            var shorter = call.Path[..^1];
            return MethodOf(InferencePath.Of(shorter)) is null
                ? NotFound
                : InferenceReply.Empty(307) with
                {
                    Headers = [("Location", $"http://{call.Header("Host")}{shorter}")],
                };
        }

        if (path is null || MethodOf(path) is not { } method)
        {
            return NotFound;
        }

        return method == call.Method
            ? AnswerKnown(models, path, body)
            : InferenceReply.Json(405, """{"detail":"Method Not Allowed"}""") with
            {
                Headers = [("Allow", method)],
            };
    }

    /// <summary>Answers a call whose path and method are right.</summary>
    /// <param name="models">The models.</param>
    /// <param name="path">What it names.</param>
    /// <param name="body">The body.</param>
    protected abstract InferenceReply AnswerKnown(
        InferenceModels models,
        InferencePath path,
        ReadOnlyMemory<byte> body
    );

    /// <summary>The refusal of a body that can't be parsed.</summary>
    /// <param name="position">Where it can't.</param>
    /// <param name="why">Why not, in the parser's words.</param>
    /// <remarks>mlserver-custom.json, kserve-custom.json: infer-invalid-json.</remarks>
    protected static InferenceReply Invalid(int position, string why) =>
        Detail(
            $$$"""
            {"type":"json_invalid","loc":["body",{{{Text(position)}}}],"msg":"JSON decode error",
            """
                + $$$"""
                "input":{},"ctx":{"error":{{{JsonTree.Quote(why)}}}}}
                """
        );

    /// <summary>The refusal of a body that isn't there.</summary>
    /// <remarks>mlserver-custom.json, kserve-custom.json: infer-body-empty.</remarks>
    protected static InferenceReply NoBody { get; } =
        Detail("""{"type":"missing","loc":["body"],"msg":"Field required","input":null}""");

    /// <summary>A refusal of FastAPI's.</summary>
    /// <param name="flaws">What is wrong, objects.</param>
    protected static InferenceReply Detail(params IEnumerable<string> flaws) =>
        InferenceReply.Json(422, $$"""{"detail":[{{string.Join(',', flaws)}}]}""");

    private string? MethodOf(InferencePath? path) =>
        path switch
        {
            null => null,
            { Resource: "model", Verb: "infer" } => "POST",
            { Resource: "model", Verb: "config" } => null,
            { Resource: "model" } => "GET",
            _ => Resources.GetValueOrDefault(path.Resource),
        };

    /// <summary>The text of the values of a list that are strings.</summary>
    /// <param name="values">The list.</param>
    /// <param name="odd">What stands for other values.</param>
    protected static IReadOnlyList<string> Texts(IEnumerable<JsonTree> values, Func<JsonTree, string> odd) =>
        [.. values.Select(value => value.Kind == JsonValueKind.String ? value.Text : odd(value))];
}
