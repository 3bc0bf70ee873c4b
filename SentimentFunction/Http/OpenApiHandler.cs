using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Answers <c>GET /openapi.json</c>: the contract as OpenAPI 3.1, with the limits of this
/// function.</summary>
/// <param name="limits">What a caller may ask for.</param>
public sealed class OpenApiHandler(LimitsOptions limits) : IRequestHandler
{
    private const string Resource = "openapi.json";

    // The function's address, as seen from that of the document.
    private readonly Lazy<JsonNode> _document = new(() => Read(limits, "."));
    private readonly Lazy<JsonNode> _documentWithSlash = new(() => Read(limits, ".."));

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context)
    {
        var document = context.Request.Path.Value!.EndsWith('/') ? _documentWithSlash : _document;
        return JsonResponse.WriteAsync(context, writer => document.Value.WriteTo(writer));
    }

    private static JsonNode Read(LimitsOptions limits, string server)
    {
        using var stream = typeof(OpenApiHandler).Assembly.GetManifestResourceStream(Resource)!;
        var document = JsonNode.Parse(stream)!;
        document["servers"]![0]!["url"] = server;
        var schemas = document["components"]!["schemas"]!;
        schemas["Sentence"]!["maxLength"] = limits.MaxSentenceLength;
        schemas["Sentences"]!["maxItems"] = limits.MaxInstances;
        schemas["Instances"]!["maxItems"] = limits.MaxInstances;
        return document;
    }
}
