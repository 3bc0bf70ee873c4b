using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.Http;

/// <summary>Applies the CORS policy.</summary>
internal static class CorsPolicyMiddleware
{
    /// <summary>Does what <c>UseCors()</c> does, sooner.</summary>
    /// <remarks>That one compiles an expression to hand the policies to the middleware with every request,
    /// for which System.Linq.Expressions has to be loaded when the function starts.</remarks>
    /// <param name="app">The pipeline so far.</param>
    public static void UseCorsPolicy(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var cors = services.GetRequiredService<ICorsService>();
        var policies = services.GetRequiredService<ICorsPolicyProvider>();
        var loggers = services.GetRequiredService<ILoggerFactory>();

        app.Use(next =>
        {
            var middleware = new CorsMiddleware(next, cors, loggers);
            return context => middleware.Invoke(context, policies);
        });
    }
}
