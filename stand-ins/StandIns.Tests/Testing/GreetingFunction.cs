using Google.Cloud.Functions.Framework;
using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Testing;

/// <summary>Answers with the greeting that its startup chose, or throws it.</summary>
[FunctionsStartup(typeof(OwnStartup))]
public sealed class GreetingFunction(GreetingFunction.Greeting greeting, ILogger<GreetingFunction> logger)
    : IHttpFunction
{
    public Task HandleAsync(HttpContext context)
    {
        logger.LogInformation("Greeting {Path}", context.Request.Path);
        return context.Request.Path == "/throw"
            ? throw new InvalidOperationException(greeting.Text)
            : context.Response.WriteAsync(greeting.Text, context.RequestAborted);
    }

    public sealed record Greeting(string Text);

    public abstract class GreetingStartup(string text) : FunctionsStartup
    {
        public override void ConfigureServices(WebHostBuilderContext context, IServiceCollection services) =>
            services.AddSingleton(new Greeting(text));
    }

    public sealed class OwnStartup() : GreetingStartup("own");

    public sealed class ReplacingStartup() : GreetingStartup("replaced");
}
