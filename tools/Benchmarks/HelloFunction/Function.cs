using System.Buffers;
using Google.Cloud.Functions.Framework;
using Microsoft.AspNetCore.Http;

namespace HelloFunction;

/// <summary>The least that a function can do: what it costs to start is what every function pays.</summary>
public sealed class Function : IHttpFunction
{
    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context)
    {
        var hello = "Hello"u8;
        context.Response.ContentLength = hello.Length;
        context.Response.BodyWriter.Write(hello);
        return Task.CompletedTask;
    }
}
