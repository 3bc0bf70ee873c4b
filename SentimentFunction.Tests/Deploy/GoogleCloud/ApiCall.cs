using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>A call that reached Google's emulated API.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Host">The host it was sent to.</param>
/// <param name="Path">Its path, decoded.</param>
/// <param name="Query">Its query.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record ApiCall(
    string Method,
    string Host,
    string Path,
    IQueryCollection Query,
    IHeaderDictionary Headers,
    byte[] Body
)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Whether it changes nothing.</summary>
    public bool IsRead =>
        Method is "GET" or "HEAD" || Path.EndsWith(":getIamPolicy", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Host}{Path}";

    /// <summary>Reads a request to its end.</summary>
    public static async Task<ApiCall> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return new(
            request.Method,
            request.Host.Host,
            Uri.UnescapeDataString(request.Path.Value!),
            request.Query,
            // The connection's next request reuses the collection.
            new HeaderDictionary(request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)),
            body.ToArray()
        );
    }
}
