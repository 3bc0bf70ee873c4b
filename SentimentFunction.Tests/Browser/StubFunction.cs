using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.Tests.Browser;

/// <summary>A server of the demo page whose function answers what a test wants it to.</summary>
internal sealed class StubFunction : IPageServer
{
    private const string Example = "{\"sentences\":[\"The room was lovely and the staff were kind.\",";

    private readonly PhysicalFileProvider _site = new(Repository.Folder("public"));
    private readonly WebApplication _server;

    private StubFunction()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Use(AllowOtherOriginsAsync);
        _server.Use(ServeConfigurationAsync);
        _server.UseFileServer(new FileServerOptions { FileProvider = _site });
        _server.Run(AnswerAsync);
    }

    /// <inheritdoc/>
    public Uri Address => new(_server.Urls.Single() + "/");

    /// <summary>How predictions are answered; by default each sentence is rated by its words.</summary>
    public RequestDelegate Predict { get; set; } = StubAnswers.RateAsync;

    /// <summary>How <c>GET /model</c> is answered; by default with <see cref="StubAnswers.Model"/>.</summary>
    public RequestDelegate Describe { get; set; } = StubAnswers.Json(StubAnswers.Model);

    /// <summary>The endpoint that the page's <c>config.js</c> names; null serves the file as it is.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Whether pages of other origins may call, and read the headers that the page shows.</summary>
    public bool AllowsOtherOrigins { get; set; }

    /// <summary>The calls of the function: method, address from the root, and body; but for that of the
    /// example with which the page opens.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Those of them that ask for predictions.</summary>
    public IReadOnlyList<string> Posts =>
        [.. Calls.Where(call => call.StartsWith("POST ", StringComparison.Ordinal))];

    /// <summary>How the example is answered with which the page opens; by default by its words.</summary>
    public RequestDelegate RateExample { get; set; } = StubAnswers.RateAsync;

    public static async Task<StubFunction> StartAsync()
    {
        var function = new StubFunction();
        await function._server.StartAsync();
        return function;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _site.Dispose();
    }

    private async Task AllowOtherOriginsAsync(HttpContext context, RequestDelegate next)
    {
        if (AllowsOtherOrigins)
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.AccessControlAllowHeaders = "Content-Type";
            context.Response.Headers.AccessControlExposeHeaders = "Server-Timing, Retry-After";
        }

        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
        }
    }

    private Task ServeConfigurationAsync(HttpContext context, RequestDelegate next)
    {
        if (Endpoint is null || context.Request.Path != "/config.js")
        {
            return next(context);
        }

        context.Response.ContentType = "text/javascript";
        return context.Response.WriteAsync($"export const endpoint = '{Endpoint}';");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        request.Body.Position = 0;
        if (body.StartsWith(Example, StringComparison.Ordinal))
        {
            await RateExample(context);
            return;
        }

        Calls.Enqueue($"{request.Method} {request.Path}{request.QueryString} {body}".TrimEnd());

        var asksForModel = request.Path.Value!.EndsWith("/model", StringComparison.Ordinal);
        await (asksForModel ? Describe(context) : Predict(context));
    }
}
