using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Puts a function at the end of a request pipeline.</summary>
public static class ApplicationBuilderExtensions
{
    /// <summary>Adds the startups' middleware, empty 404 answers for /robots.txt and /favicon.ico, and the
    /// function, which answers everything else.</summary>
    /// <param name="app">The request pipeline so far.</param>
    /// <param name="context">The host that is being built.</param>
    /// <returns>The same pipeline.</returns>
    /// <exception cref="InvalidOperationException">No function target was added to the services.</exception>
    public static IApplicationBuilder UseFunctionsFramework(
        this IApplicationBuilder app,
        WebHostBuilderContext context
    )
    {
        FunctionPipeline.Build(app, context);
        return app;
    }
}
