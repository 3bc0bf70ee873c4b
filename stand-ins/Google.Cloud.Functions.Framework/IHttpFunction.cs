using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Functions.Framework;

/// <summary>A function that answers HTTP requests; every request gets an instance of its own.</summary>
public interface IHttpFunction
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request, and the response to write to.</param>
    /// <returns>A task that ends when the request is answered.</returns>
    Task HandleAsync(HttpContext context);
}
