using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Google.Cloud.Functions.Testing;
using Microsoft.Extensions.DependencyInjection;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http;

/// <summary>Sends requests to the whole function.</summary>
public abstract class HttpTest : IDisposable
{
    private FunctionTestServer? _server;

    private protected FunctionTestServer Server => _server ??= TestFunction.Start();

    public void Dispose()
    {
        _server?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Start(params (string Key, string Value)[] settings) =>
        _server = TestFunction.Start(settings);

    private protected FakePredictor Start(
        FakePredictor predictor,
        params (string Key, string Value)[] settings
    )
    {
        _server = TestFunction.Start(services => services.AddSingleton<IPredictor>(predictor), settings);
        return predictor;
    }

    private protected void Start(FakePredictor predictor, TimeProvider time) =>
        _server = TestFunction.Start(services =>
            services.AddSingleton<IPredictor>(predictor).AddSingleton(time)
        );

    private protected static HttpRequestMessage Post(string json, string uri = "/") =>
        Post(Encoding.UTF8.GetBytes(json), uri);

    private protected static HttpRequestMessage Post(byte[] body, string uri = "/") =>
        new(HttpMethod.Post, uri)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };

    private protected async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var client = Server.CreateClient();
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private protected async Task<JsonNode> PredictAsync(string json, string uri = "/")
    {
        using var response = await SendAsync(Post(json, uri));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private protected static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private protected async Task AssertProblemAsync(
        HttpRequestMessage request,
        HttpStatusCode status,
        string detail
    )
    {
        request.Headers.Add("Origin", "https://example.com");
        using var response = await SendAsync(request);

        var problem = await ReadAsync(response);
        Assert.Equal(detail, (string?)problem["detail"]);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.StartsWith(
            "https://www.rfc-editor.org/rfc/rfc",
            (string?)problem["type"],
            StringComparison.Ordinal
        );
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        Assert.Equal(["no-store"], response.Headers.GetValues("Cache-Control"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }
}
