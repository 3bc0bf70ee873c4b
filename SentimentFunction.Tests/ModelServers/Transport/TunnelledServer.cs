using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>A model server with TLS at the far end of a proxy's tunnel, with the proxy.</summary>
internal sealed class TunnelledServer : IAsyncDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly WebApplication _app;

    private TunnelledServer(string server)
    {
        File.WriteAllText(CertificateFile, _authority.Pem);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Listen));
        _app = builder.Build();
        _app.Run(context => AnswerAsync(server, context));
    }

    /// <summary>The proxy's address.</summary>
    public string Proxy => _app.Urls.Single().Replace("https://", "http://", StringComparison.Ordinal);

    /// <summary>The certificate to trust.</summary>
    public string CertificateFile { get; } = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pem");

    /// <summary>What has come through the tunnels.</summary>
    public IReadOnlyCollection<RawRequest> Requests => _requests;

    public static async Task<TunnelledServer> StartAsync(string server, CancellationToken cancellationToken)
    {
        var result = new TunnelledServer(server);
        await result._app.StartAsync(cancellationToken);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
        File.Delete(CertificateFile);
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(ConnectTunnel.Accept);
        listen.UseHttps(
            new HttpsConnectionAdapterOptions
            {
                ServerCertificateSelector = (_, host) => _authority.CertificateOf(host ?? "localhost"),
            }
        );
    }

    private async Task AnswerAsync(string server, HttpContext context)
    {
        var request = new RawRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            $"Host: {context.Request.Host}\r\nAuthorization: {context.Request.Headers.Authorization}",
            ""
        );
        _requests.Enqueue(request);
        await context.Response.WriteAsync(CannedAnswers.Of(server, request));
    }
}
