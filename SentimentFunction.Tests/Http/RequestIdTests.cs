using System.Net;
using Xunit;

namespace SentimentFunction.Tests.Http;

public sealed class RequestIdTests : HttpTest
{
    private const string Header = "X-Request-Id";

    public static TheoryData<string> Own() => new("a", "order-17/b", "!~", new string('x', 128));

    public static TheoryData<string[]> Others() =>
        new([], [""], ["two words"], ["caf\u00e9"], ["tab\tbed"], [new string('x', 129)], ["a", "b"]);

    [Theory]
    [MemberData(nameof(Own))]
    public async Task RequestId_OfTheCaller_IsAnsweredAndLogged(string id)
    {
        using var response = await SendAsync(Post("""{"sentence": "x"}"""), id);

        Assert.Equal([id], response.Headers.GetValues(Header));
        Assert.EndsWith($", request {id}", LogEntry(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task RequestId_OfAnotherForm_IsTheTraceId(string[] ids)
    {
        using var response = await SendAsync(Post("""{"sentence": 1}"""), ids);

        var traceId = (string)(await ReadAsync(response))["traceId"]!;
        Assert.Matches("^[0-9a-f]{32}$", traceId);
        Assert.Equal([traceId], response.Headers.GetValues(Header));
        Assert.EndsWith($", request {traceId}", LogEntry(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/model", HttpStatusCode.OK)]
    [InlineData("GET", "/openapi.json", HttpStatusCode.OK)]
    [InlineData("HEAD", "/", HttpStatusCode.OK)]
    [InlineData("OPTIONS", "/", HttpStatusCode.NoContent)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/favicon.ico", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/", HttpStatusCode.UnsupportedMediaType)]
    public async Task RequestId_IsInEveryAnswer(string method, string path, HttpStatusCode status)
    {
        using var response = await SendAsync(new HttpRequestMessage(new HttpMethod(method), path), "mine");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(["mine"], response.Headers.GetValues(Header));
    }

    [Fact]
    public async Task RequestId_OfARequestBeyondALimit_IsAnswered()
    {
        Start(("Limits:RequestsPerMinute", "1"));
        using var tooLarge = await SendAsync(Post(new byte[2_000_000]), "first");
        using var tooMany = await SendAsync(Post("""{"sentence": "x"}"""), "second");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Equal(["first"], tooLarge.Headers.GetValues(Header));
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.Equal(["second"], tooMany.Headers.GetValues(Header));
    }

    [Fact]
    public async Task RequestId_CanBeReadByPages()
    {
        Start(("Cors:AllowedOrigins", "https://example.com"));
        var request = Post("""{"sentence": "x"}""");
        request.Headers.Add("Origin", "https://example.com");

        using var response = await SendAsync(request, "mine");

        Assert.Contains(
            Header,
            response.Headers.GetValues("Access-Control-Expose-Headers").SelectMany(value => value.Split(','))
        );
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, params string[] ids)
    {
        foreach (var id in ids)
        {
            request.Headers.TryAddWithoutValidation(Header, id);
        }

        return await base.SendAsync(request);
    }

    private string LogEntry() =>
        Assert.Single(Server.GetLogEntries("SentimentFunction.Http.RequestEdge")).Message;
}
