using Google.Cloud.Functions.Framework;
using Microsoft.AspNetCore.Http;

namespace StandIns.Sample;

/// <summary>Not a function to serve: it is abstract.</summary>
public abstract class FunctionBase : IHttpFunction
{
    /// <inheritdoc/>
    public abstract Task HandleAsync(HttpContext context);
}
