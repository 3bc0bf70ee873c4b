using Google.Cloud.Functions.Framework;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction;

/// <summary>The HTTP function: one route table.</summary>
public sealed class Function : IHttpFunction
{
    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => context.Response.WriteAsync("Hello.");
}
