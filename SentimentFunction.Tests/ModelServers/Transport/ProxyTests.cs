using System.Net;
using SentimentFunction.Tests.EndToEnd;
using SentimentFunction.Tests.ModelServers.Google;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>The way out through a proxy, as everything in a container finds it: by environment
/// variables.</summary>
public sealed class ProxyTests
{
    private const string ModelServer = "http://model.example/";

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task ModelServer_OutsideTheNetwork_IsAskedThroughTheProxy(string server)
    {
        await using var metadata = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var proxy = new RawServer(request => RawServer.Answer(CannedAnswers.Of(server, request)));
        await using var function = SignedFunction.Start(
            server,
            metadata,
            ("Model__BaseUri", ModelServer),
            ("HTTP_PROXY", $"http://{proxy.Host}")
        );

        await function.PredictAsync(HttpStatusCode.OK);

        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, request =>
            Assert.StartsWith(ModelServer, request.Target, StringComparison.Ordinal)
        );
        Assert.NotEmpty(metadata.Requests);
        Assert.All(metadata.Requests, request =>
            Assert.StartsWith("/computeMetadata/", request.Target, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("NO_PROXY")]
    [InlineData("no_proxy")]
    public async Task ModelServer_ThatNeedsNoProxy_IsAskedDirectly(string variable)
    {
        const string Server = "tensorflow-serving";
        await using var proxy = new RawServer(request => RawServer.Answer(CannedAnswers.Of(Server, request)));
        await using var function = FunctionProcess.Start(
            ("Model__Server", Server),
            ("Model__BaseUri", ModelServer),
            ("ALL_PROXY", $"http://{proxy.Host}"),
            (variable, "model.example")
        );
        using var client = new HttpClient();
        using var content = new StringContent("{\"sentence\": \"I love it\"}", null, "application/json");

        using var response = await client.PostAsync(
            await function.AddressAsync(),
            content,
            TestContext.Current.CancellationToken
        );

        // Nobody has this name (RFC 2606).
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task ModelServer_OnThisMachine_IsAskedDirectly(string server)
    {
        await using var proxy = new RawServer(_ => RawServer.Answer("", "502 Bad Gateway"));
        await using var raw = new RawServer(request => RawServer.Answer(CannedAnswers.Of(server, request)));
        await using var function = SignedFunction.Start(server, raw, ("ALL_PROXY", $"http://{proxy.Host}"));

        await function.PredictAsync(HttpStatusCode.OK);

        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task ModelServer_WithTls_IsAskedThroughATunnel(string server)
    {
        await using var metadata = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var far = await TunnelledServer.StartAsync(server, TestContext.Current.CancellationToken);
        await using var function = SignedFunction.Start(
            server,
            metadata,
            ("Model__BaseUri", "https://model.example/"),
            ("HTTPS_PROXY", far.Proxy),
            ("SSL_CERT_FILE", far.CertificateFile)
        );

        await function.PredictAsync(HttpStatusCode.OK);

        Assert.Contains(far.Requests, request => request.Method == "POST");
        Assert.All(far.Requests, request =>
            Assert.Contains("model.example", request.Head, StringComparison.Ordinal)
        );
        Assert.All(far.Requests, request =>
            Assert.Contains("Bearer ", request.Head, StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Proxy_ThatRefusesTheTunnel_Is503WithoutItsWords(string server)
    {
        const string Words = "Marmalade vexed";
        await using var metadata = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var proxy = new RawServer(_ =>
            RawServer.Answer(Words, $"407 {Words}", $"Proxy-Authenticate: Basic realm=\"{Words}\"\r\n")
        );
        await using var function = SignedFunction.Start(
            server,
            metadata,
            ("Model__BaseUri", "https://model.example/"),
            ("HTTPS_PROXY", $"http://name:secret@{proxy.Host}")
        );

        var problem = await function.PredictAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Contains(proxy.Requests, request =>
            request is { Method: "CONNECT", Target: "model.example:443" }
        );
        Assert.DoesNotContain("armalade", $"{problem}{function.Process.Output}", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{problem}{function.Process.Output}", StringComparison.Ordinal);
        Assert.DoesNotContain(proxy.Requests, request =>
            request.Head.Contains("Bearer", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Proxy_ThatIsNotThere_Is503(string server)
    {
        await using var metadata = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = SignedFunction.Start(
            server,
            metadata,
            ("Model__BaseUri", "https://model.example/"),
            ("HTTPS_PROXY", "http://127.0.0.1:1")
        );

        await function.PredictAsync(HttpStatusCode.ServiceUnavailable);
    }
}
