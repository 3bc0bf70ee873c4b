using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>Triton 2.51.0 with a Python model, as triton-nobatch.json and triton-batch8.json have
/// it.</summary>
/// <param name="maxBatchSize">The most instances at once; 0 for a model without a batch dimension.</param>
internal sealed partial class Triton(int maxBatchSize) : InferenceServer
{
    private static readonly Dictionary<string, string> Methods = new()
    {
        ["server"] = "GET",
        ["health/live"] = "GET",
        ["health/ready"] = "GET",
        ["repository/index"] = "POST",
    };

    /// <summary>infer-accept-gzip-small: 162 bytes as well.</summary>
    /// <inheritdoc/>
    public override int CompressesFrom => 1;

    /// <inheritdoc/>
    protected override string InputShape => maxBatchSize == 0 ? "[-1]" : "[-1,1]";

    /// <inheritdoc/>
    public override ModelDeclaration Find(InferenceModels models, InferencePath path)
    {
        if (path.Version is not null && !path.Version.All(char.IsAsciiDigit))
        {
            // infer-version-word
            throw new InferenceRefusedException(NotFound);
        }

        // Triton doesn't decode a path (infer-model-name-percent), and reads 01 as 1 (triton-models.json:
        // version-path-01).
        var version = path.Version?.TrimStart('0');
        return models.Find(path.Model, version)
            ?? throw new InferenceRefusedException(
                path.Model == models.Own && version is not null && models.IsKnown(version)
                    ? InferenceReply.PlainError(503, $"{Unknown(path)} is not at ready state")
                : path.Model == models.Own && version is null
                    ? InferenceReply.PlainError(404, $"{Unknown(path)} has no available versions")
                : InferenceReply.PlainError(404, $"{Unknown(path)} is not found")
            );
    }

    /// <inheritdoc/>
    public override InferenceReply Answer(
        InferenceModels models,
        InferenceCall call,
        InferencePath? path,
        ReadOnlyMemory<byte> body
    )
    {
        var method = path switch
        {
            null => null,
            { Resource: "model", Verb: "infer" } => "POST",
            { Resource: "model" } => "GET",
            _ => Methods.GetValueOrDefault(path.Resource),
        };
        if (path is null || method is null)
        {
            return NotFound;
        }

        if (method != call.Method)
        {
            var refused = InferenceReply.PlainError(405, "Method Not Allowed");

            // server-metadata-post, index-get
            return path.Resource is "server" or "repository/index"
                ? refused with
                {
                    ContentType = "application/json",
                }
                : refused;
        }

        return path.Resource switch
        {
            "server" => InferenceReply.Json(200, Server),
            "repository/index" => InferenceReply.Json(200, Index(models)),

            // triton-versions.json: poll-broken-health-ready
            "health/ready" when models.IsAnyBroken => InferenceReply.Empty(400, "text/plain"),
            "model" => Describe(models, path),
            _ => InferenceReply.Empty(200, "text/plain"),
        };
    }

    /// <inheritdoc/>
    public override InferenceReply Infer(Call call, InferenceCall request, ModelDeclaration model)
    {
        if (request.Encoding is not ("" or "identity" or "gzip" or "deflate"))
        {
            // infer-encoding-br
            return InferenceReply.PlainError(501, "Unsupported compression type");
        }

        var body = call.Request.WrittenMemory;
        if (request.Encoding is "gzip" or "deflate")
        {
            // What isn't compressed so is taken for nothing (infer-gzip-not-gzip).
            body = InferenceCall.Decompress(body, request.Encoding) ?? [];
        }

        if (body.IsEmpty)
        {
            return Raw(call, model);
        }

        var json = request.JsonLength is { } length && length < body.Length ? body[..length] : body;
        var read = new TritonRequest(model, maxBatchSize, Parse(json.Span), body[json.Length..]);
        var sentences = read.Read();
        return Answer(call, model, read, sentences);
    }

    private InferenceReply Describe(InferenceModels models, InferencePath path)
    {
        if (path.Verb == "ready")
        {
            // model-ready-unknown
            return models.Find(path.Model, path.Version) is null
                ? InferenceReply.PlainError(400, "Model version not ready")
                : InferenceReply.Empty(200, "text/plain");
        }

        try
        {
            var model = Find(models, path);
            return InferenceReply.Json(200, path.Verb == "config" ? Configure(model) : Write(models, model));
        }
        catch (InferenceRefusedException refused) when (!IsNotFound(refused.Reply))
        {
            // model-metadata-unknown
            return refused.Reply with { ContentType = "application/json" };
        }
    }

    private static bool IsNotFound(InferenceReply reply) => reply.Body.AsSpan().SequenceEqual(NotFound.Body);

    private string Write(InferenceModels models, ModelDeclaration model)
    {
        var versions =
            model.Name == InferenceModels.Two
                ? "\"1\""
                : string.Join(',', models.Versions.Select(version => $"\"{version.NumberText}\""));
        return $$"""
            {"name":"{{model.Name}}","versions":[{{versions}}],"platform":"python",{{Tensors(model)}}}
            """;
    }

    // The part of triton-models.json: config-sentiment_b8 that says how instances are batched.
    private string Configure(ModelDeclaration model) =>
        $$"""
            {"name":"{{model.Name}}","platform":"","backend":"python","max_batch_size":{{Text(
                maxBatchSize
            )}}}
            """;

    private static InferenceReply NotFound { get; } = InferenceReply.PlainError(404, "Not Found");

    private static string Unknown(InferencePath path) =>
        path.Version is null
            ? $"Request for unknown model: '{path.Model}'"
            : $"Request for unknown model: '{path.Model}' version {path.Version}";

    private static string Index(InferenceModels models) =>
        $"[{string.Join(
            ',',
            models.Versions.Select(version =>
                $$"""{"name":"{{models.Own}}","version":"{{version.NumberText}}","state":"READY"}"""
            )
        )}]";

    private const string Server =
        """{"name":"triton","version":"2.51.0","extensions":["classification","sequence","model_repository","""
        + "\"model_repository(unload_dependents)\",\"schedule_policy\",\"model_configuration\","
        + "\"system_shared_memory\",\"cuda_shared_memory\",\"binary_tensor_data\",\"parameters\","
        + "\"statistics\",\"trace\",\"logging\"]}";
}
