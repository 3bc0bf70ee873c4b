using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Browser;

/// <summary>Serves a bucket's objects as Cloud Storage does: with the headers that were said at the upload,
/// and compressed to who accepts that (https://cloud.google.com/storage/docs/transcoding); who has an object
/// already is told so, by its ETag.</summary>
internal sealed class BucketServer : IPageServer
{
    private readonly CertificateAuthority _authority = new();
    private readonly WebApplication _server;

    private BucketServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
                listen.UseHttps(_authority.CertificateOf("localhost"))
            );
        });
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <inheritdoc/>
    public Uri Address => new(_server.Urls.First() + "/");

    /// <summary>The same over HTTP/2, as browsers speak it with Cloud Storage; they don't know the
    /// certificate.</summary>
    public Uri SecureAddress => new(_server.Urls.Last() + "/");

    /// <summary>The objects, by their names.</summary>
    public IReadOnlyDictionary<string, StoredObject> Objects { get; set; } =
        new Dictionary<string, StoredObject>();

    /// <summary>The names that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<BucketServer> StartAsync()
    {
        var server = new BucketServer();
        await server._server.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _authority.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var name = request.Path.Value!.TrimStart('/');
        Asked.Enqueue(name);
        if (!Objects.TryGetValue(name, out var item))
        {
            response.StatusCode = 404;
            return;
        }

        var tag = $"\"{item.Generation}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = item.CacheControl;
        if (request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentType = item.ContentType;
        if (request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = item.ContentEncoding;
            await response.Body.WriteAsync(item.Content, context.RequestAborted);
        }
        else
        {
            await response.WriteAsync(item.Text, context.RequestAborted);
        }
    }
}
