using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>TensorFlow Serving's answers (https://www.tensorflow.org/tfx/serving/api_rest), when a test wants
/// them, and the headers of what it was asked.</summary>
internal sealed class FakeModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _asked = new(0);
    private readonly CancellationTokenSource _end = new();

    private FakeModelServer(WebApplication app) => _app = app;

    /// <summary>The headers of calls for predictions.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Predictions { get; } = new();

    /// <summary>The headers of calls that ask about the model.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Descriptions { get; } = new();

    /// <summary>What predictions are answered with, once this task has completed.</summary>
    public Func<Task<string>> Answer { get; init; } =
        () => Task.FromResult("""{"predictions": [[0.1, 0.9]]}""");

    public string Address => _app.Urls.Single();

    public static async Task<FakeModelServer> StartAsync(
        Func<Task<string>>? answer = null,
        int maxHeadBytes = 32_768
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestHeadersTotalSize = maxHeadBytes)
            .UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = answer is null ? new FakeModelServer(app) : new FakeModelServer(app) { Answer = answer };
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Waits until it has been asked for predictions once more.</summary>
    public Task AskedAsync() => _asked.WaitAsync().InTimeAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _asked.Dispose();
        _end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        if (HttpMethods.IsGet(context.Request.Method))
        {
            Descriptions.Enqueue(headers);
            await context.Response.WriteAsync(
                """{"model_version_status": [{"version": "7", "state": "AVAILABLE"}]}"""
            );
            return;
        }

        Predictions.Enqueue(headers);
        _asked.Release();
        try
        {
            var answer = Encoding.UTF8.GetBytes(await Answer().WaitAsync(_end.Token));
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
