using Microsoft.AspNetCore.Http;

namespace StandIns.Sample;

/// <summary>Not a function to serve: it is generic.</summary>
/// <typeparam name="T">Anything.</typeparam>
public sealed class GenericFunction<T> : FunctionBase
{
    /// <inheritdoc/>
    public override Task HandleAsync(HttpContext context) => context.Response.WriteAsync(typeof(T).Name);
}
