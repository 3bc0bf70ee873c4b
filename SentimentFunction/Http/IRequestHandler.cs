using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Answers the requests of a path and a method.</summary>
public interface IRequestHandler
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    Task HandleAsync(HttpContext context);
}
