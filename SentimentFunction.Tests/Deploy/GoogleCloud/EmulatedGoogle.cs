using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Xunit;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Google Cloud, as far as a deployment sees it, behind a proxy on this machine: gcloud and curl
/// call the real names, and nothing leaves the machine.</summary>
internal sealed class EmulatedGoogle : IAsyncDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly ConcurrentQueue<ApiCall> _calls = new();
    private readonly WebApplication _app;
    private readonly IGoogleService[] _services;

    private EmulatedGoogle()
    {
        Functions = new(Run);
        _services =
        [
            Storage,
            Run,
            Functions,
            Projects,
            Iam,
            VertexAi,
            ServiceUsage,
            Images,
            new CloudBuild(),
            new DeployedFunction(),
            new OAuth(),
        ];
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Listen));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public CloudStorage Storage { get; } = new();

    public CloudRun Run { get; } = new();

    public CloudFunctions Functions { get; }

    public ResourceManager Projects { get; } = new();

    public Iam Iam { get; } = new();

    public VertexAi VertexAi { get; } = new();

    public ServiceUsage ServiceUsage { get; } = new();

    public ArtifactRegistry Images { get; } = new();

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<ApiCall> Calls => [.. _calls];

    /// <summary>The calls so far that change something, in order.</summary>
    public IEnumerable<ApiCall> Changes => Calls.Where(call => !call.IsRead);

    /// <summary>The proxy's port.</summary>
    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>The certificate to trust.</summary>
    public string AuthorityPem => _authority.Pem;

    /// <summary>Answers some calls in the place of the service; null for the others.</summary>
    public Func<ApiCall, ApiAnswer?> Refuse { get; set; } = _ => null;

    /// <summary>Is told of each call once that has had its effect, and before it is answered.</summary>
    public Func<ApiCall, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public static async Task<EmulatedGoogle> StartAsync()
    {
        var google = new EmulatedGoogle();
        await google._app.StartAsync(TestContext.Current.CancellationToken);
        return google;
    }

    /// <summary>Forgets the calls so far, but not what they have brought about.</summary>
    public void ForgetCalls() => _calls.Clear();

    /// <summary>Lets calls that another one has got have their effect here as well.</summary>
    public void Repeat(IEnumerable<ApiCall> calls)
    {
        foreach (var call in calls)
        {
            TryAnswer(call);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
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

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await ApiCall.ReadAsync(context.Request);
        _calls.Enqueue(call);
        var answer = Refuse(call) ?? TryAnswer(call);
        await BeforeAnswer(call);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private ApiAnswer TryAnswer(ApiCall call)
    {
        try
        {
            return AnswerOf(call);
        }
        catch (Exception exception)
        {
            return ApiAnswer.Error(
                400,
                "INVALID_ARGUMENT",
                $"The emulated API fails at {call}: {exception.Message}"
            );
        }
    }

    /// <summary>What nobody knows is a bad request: gcloud would repeat a failure of the server's for
    /// long.</summary>
    private ApiAnswer AnswerOf(ApiCall call) =>
        _services.Select(service => service.Answer(call)).FirstOrDefault(answer => answer is not null)
        ?? ApiAnswer.Error(400, "INVALID_ARGUMENT", $"The emulated API doesn't know {call}.");
}
