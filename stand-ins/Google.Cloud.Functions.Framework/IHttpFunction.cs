using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Functions.Framework;

/// <summary>A function that answers HTTP requests.</summary>
public interface IHttpFunction
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request and the response to write to.</param>
    Task HandleAsync(HttpContext context);
}
