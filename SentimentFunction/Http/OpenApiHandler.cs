using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Answers <c>GET /openapi.json</c>: the contract as OpenAPI 3.1, with the limits of this function.</summary>
/// <param name="limits">What a caller may ask for.</param>
public sealed class OpenApiHandler(LimitsOptions limits)
{
    private const string Resource = "openapi.json";

    private readonly Lazy<JsonNode> _document = new(() => Read(limits));

    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    public Task HandleAsync(HttpContext context) =>
        JsonResponse.WriteAsync(context, writer => _document.Value.WriteTo(writer));

    private static JsonNode Read(LimitsOptions limits)
    {
        using var stream = typeof(OpenApiHandler).Assembly.GetManifestResourceStream(Resource)!;
        var document = JsonNode.Parse(stream)!;
        var schemas = document["components"]!["schemas"]!;
        schemas["Sentence"]!["maxLength"] = limits.MaxSentenceLength;
        schemas["Sentences"]!["maxItems"] = limits.MaxInstances;
        schemas["Instances"]!["maxItems"] = limits.MaxInstances;
        return document;
    }
}
