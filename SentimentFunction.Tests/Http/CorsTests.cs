using System.Net;
using Xunit;

namespace SentimentFunction.Tests.Http;

public sealed class CorsTests : HttpTest
{
    private const string Page = "https://storage.googleapis.com";

    public CorsTests() =>
        Start(("Cors:AllowedOrigins", $"{Page}, https://example.com"), ("Limits:RequestsPerMinute", "3"));

    [Fact]
    public async Task Preflight_FromAnAllowedOrigin_IsAllowed()
    {
        using var response = await PreflightAsync(Page);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal([Page], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["GET,HEAD,POST"], response.Headers.GetValues("Access-Control-Allow-Methods"));
        Assert.Equal(["content-type"], response.Headers.GetValues("Access-Control-Allow-Headers"));
        Assert.Equal(["3600"], response.Headers.GetValues("Access-Control-Max-Age"));
    }

    [Fact]
    public async Task Preflight_FromAnotherOrigin_IsNotAllowed()
    {
        using var response = await PreflightAsync("https://attacker.example");

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Origin_ConfiguredInUpperCase_IsAllowedAsBrowsersSendIt()
    {
        Start(("Cors:AllowedOrigins", "HTTPS://Storage.GoogleAPIs.com"));

        using var response = await PreflightAsync(Page);

        Assert.Equal([Page], response.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("""{"sentence": "I love it"}""", HttpStatusCode.OK)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"instances": [1]}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Answer_ToAnAllowedOrigin_IsReadableWithItsHeaders(string body, HttpStatusCode status)
    {
        using var response = await SendFromPageAsync(Post(body));

        Assert.Equal(status, response.StatusCode);
        AssertReadable(response);
    }

    [Fact]
    public async Task Problem_OfEveryKind_IsReadable()
    {
        using var notFound = await SendFromPageAsync(new(HttpMethod.Get, "/missing"));
        using var notAllowed = await SendFromPageAsync(new(HttpMethod.Delete, "/"));
        using var tooLarge = await SendFromPageAsync(Post(new byte[2_000_000]));
        using var tooMany = await SendFromPageAsync(Post("{}"));

        Assert.Equal(HttpStatusCode.NotFound, notFound.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, notAllowed.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.All([notFound, notAllowed, tooLarge, tooMany], AssertReadable);
    }

    [Fact]
    public async Task Failure_NobodyExpected_IsReadable()
    {
        Start(
            new FakePredictor { Answer = _ => throw new InvalidOperationException("secret") },
            ("Cors:AllowedOrigins", "*")
        );

        using var response = await SendFromPageAsync(Post("""{"sentence": "x"}"""));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(
            "Something went wrong here. Try again; if it stays, report it with the traceId.",
            (string?)(await ReadAsync(response))["detail"]
        );
    }

    private static void AssertReadable(HttpResponseMessage response)
    {
        Assert.Equal([Page], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(
            ["Server-Timing,Retry-After,X-Request-Id"],
            response.Headers.GetValues("Access-Control-Expose-Headers")
        );
        Assert.Contains("Origin", response.Headers.Vary);
    }

    private Task<HttpResponseMessage> SendFromPageAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Origin", Page);
        return SendAsync(request);
    }

    private Task<HttpResponseMessage> PreflightAsync(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        return SendAsync(request);
    }
}
