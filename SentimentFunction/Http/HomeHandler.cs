using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Answers <c>GET /</c>: sends people to the site, or says what this is.</summary>
/// <param name="site">Where the site is.</param>
public sealed class HomeHandler(SiteOptions site) : IRequestHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context)
    {
        if (site.Address is { } address)
        {
            context.Response.Redirect(address.AbsoluteUri);
            return Task.CompletedTask;
        }

        return JsonResponse.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("service", "Sentiment of sentences, predicted by a hosted model");
            writer.WriteStartObject("usage");
            writer.WriteString("POST /", "{\"sentence\": \"I love it\"} or {\"sentences\": [\"…\", \"…\"]}");
            writer.WriteString("GET /model", "The model version that answers now");
            writer.WriteString("GET /openapi.json", "All of it as OpenAPI 3.1");
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
