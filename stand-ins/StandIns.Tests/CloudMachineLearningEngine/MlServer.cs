using System.IO.Compression;
using Google.Apis.CloudMachineLearningEngine.v1;
using Google.Apis.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.CloudMachineLearningEngine;

/// <summary>A local server that keeps its requests and answers as its properties say.</summary>
internal sealed class MlServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MlServer(WebApplication app) => _app = app;

    /// <summary>The requests so far.</summary>
    public List<MlRequest> Requests { get; } = [];

    /// <summary>The answers' status. The default is 200.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The answers' body. The default is an empty object.</summary>
    public string Body { get; init; } = "{}";

    private string Address => _app.Urls.Single() + "/";

    public static async Task<MlServer> StartAsync(string body = "{}", int status = StatusCodes.Status200OK)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new MlServer(builder.Build()) { Body = body, Status = status };
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public CloudMachineLearningEngineService CreateService(
        Action<BaseClientService.Initializer>? configure = null
    )
    {
        var initializer = new BaseClientService.Initializer { BaseUri = Address };
        configure?.Invoke(initializer);
        return new CloudMachineLearningEngineService(initializer);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Add(
            new MlRequest(
                context.Request.Method,
                context.Request.GetEncodedPathAndQuery(),
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                await ReadBodyAsync(context.Request)
            )
        );
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Body);
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request)
    {
        await using var body =
            request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(request.Body, CompressionMode.Decompress)
                : request.Body;
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync();
    }
}
