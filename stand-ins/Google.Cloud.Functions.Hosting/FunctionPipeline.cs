using Google.Cloud.Functions.Framework;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting;

/// <summary>What happens to a request: startups' middleware, two fixed refusals, the function.</summary>
internal static class FunctionPipeline
{
    /// <summary>Builds the pipeline and logs which function it ends in.</summary>
    /// <param name="app">The request pipeline so far.</param>
    /// <param name="context">The host that is being built.</param>
    public static void Build(IApplicationBuilder app, WebHostBuilderContext context)
    {
        foreach (var startup in app.ApplicationServices.GetServices<FunctionsStartup>())
        {
            startup.Configure(context, app);
        }

        // Browsers and crawlers ask for these on their own; the function need not see them.
        app.Map("/robots.txt", branch => branch.Run(RefuseAsync));
        app.Map("/favicon.ico", branch => branch.Run(RefuseAsync));
        app.Run(CallFunctionAsync);
        LogFunction(app.ApplicationServices);
    }

    /// <summary>Makes sure that the startups in use are those of the function that is served.</summary>
    /// <param name="services">The host's services.</param>
    /// <exception cref="InvalidOperationException">A startup has changed the target to a function whose own
    /// startups weren't used.</exception>
    public static void RequireStartupsOfFunction(IServiceProvider services)
    {
        var function = services.GetRequiredService<FunctionTarget>().Type;
        var expected = FunctionsStartupAttribute.GetStartupTypes(function.Assembly, function);
        var actual = services.GetServices<FunctionsStartup>().Select(startup => startup.GetType());
        if (!actual.SequenceEqual(expected))
        {
            throw new InvalidOperationException(
                $"The function {function.FullName} needs the startups [{Join(expected)}], "
                    + $"but the host was built with [{Join(actual)}]."
            );
        }
    }

    private static string Join(IEnumerable<Type> types) =>
        string.Join(", ", types.Select(type => type.FullName));

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task CallFunctionAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<IHttpFunction>().HandleAsync(context);

    private static void LogFunction(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(EntryPoint));
        var message = $"Serving function {services.GetRequiredService<FunctionTarget>().Type.FullName}";

        // The line has no format parameters, which a message template would add.
        logger.Log(LogLevel.Information, default, message, null, static (text, _) => text);
    }
}
