using System.Net;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

public sealed class BadRequestTests : HttpTest
{
    private const string Forms =
        "Send one of {\"sentence\": \"…\"}, {\"sentences\": [\"…\"]} and {\"instances\": [{\"sentence\": "
        + "\"…\"}]}.";

    [Theory]
    [MemberData(nameof(PredictBodyTests.MalformedBodies), MemberType = typeof(PredictBodyTests))]
    public async Task Body_Malformed_Is400(string body, string detail) =>
        await AssertProblemAsync(Post(body), HttpStatusCode.BadRequest, detail);

    [Theory]
    [InlineData("{")]
    [InlineData("{\"sentence\": \"x\"")]
    [InlineData("{\"sentence\": \"x\"} trailing")]
    [InlineData("{\"sentence\": \"x\",}")]
    [InlineData("{\"sentence\": \"raw \0 NUL\"}")]
    [InlineData("{\"instances\": [1, 2")]
    [InlineData("{\"instances\": [NaN]}")]
    [InlineData("{'sentence': 'x'}")]
    public async Task Body_NotJson_Is400(string body)
    {
        using var response = await SendAsync(Post(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(
            "The body is not valid JSON: ",
            (string?)(await ReadAsync(response))["detail"],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Body_NestedDeeply_Is400(string bracket)
    {
        var body = "{\"instances\": [" + string.Concat(Enumerable.Repeat(bracket, 10_000));

        using var response = await SendAsync(Post(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Body_InvalidUtf8_Is400() =>
        await AssertProblemAsync(
            Post([.. "{\"sentence\": \""u8, 0xff, 0xfe, .. "\"}"u8]),
            HttpStatusCode.BadRequest,
            "The body is not valid UTF-8."
        );

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task ContentType_NotJson_Is415(string? contentType)
    {
        var request = Post("""{"sentence": "x"}""");
        request.Content!.Headers.Remove("Content-Type");
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        await AssertProblemAsync(
            request,
            HttpStatusCode.UnsupportedMediaType,
            "The body must be JSON in UTF-8: send it with Content-Type: application/json."
        );
    }

    [Fact]
    public async Task ContentEncoding_Unknown_Is415()
    {
        var request = Post("""{"sentence": "x"}""");
        request.Content!.Headers.ContentEncoding.Add("zstd");

        await AssertProblemAsync(
            request,
            HttpStatusCode.UnsupportedMediaType,
            "The content coding 'zstd' is not supported: use gzip, br or deflate, or none."
        );
    }

    [Fact]
    public async Task ContentEncoding_GzipThatIsNone_Is400()
    {
        var request = Post("""{"sentence": "x"}""");
        request.Content!.Headers.ContentEncoding.Add("gzip");

        await AssertProblemAsync(
            request,
            HttpStatusCode.BadRequest,
            "The body can't be decompressed: it is not what Content-Encoding says."
        );
    }

    [Theory]
    [InlineData("""{"instances": [7]}""", "instances[0] must be {\"sentence\": \"…\"} or a string.")]
    [InlineData(
        """{"instances": ["x", [1e999]]}""",
        "instances[1] must be {\"sentence\": \"…\"} or a string."
    )]
    [InlineData("""{"instances": [{}]}""", "instances[0] lacks 'sentence', which the model needs.")]
    [InlineData(
        """{"instances": [{"sentence": 1}]}""",
        "instances[0] must have 'sentence' once, and as a string."
    )]
    [InlineData(
        """{"instances": [{"sentence": "x", "sentence": "y"}]}""",
        "instances[0] must have 'sentence' once, and as a string."
    )]
    [InlineData(
        """{"instances": [{"text": "x"}]}""",
        "instances[0] has a member other than 'sentence', which the model does not take."
    )]
    public async Task Instance_ThatTheModelRefuses_Is422(string body, string detail) =>
        await AssertProblemAsync(Post(body), HttpStatusCode.UnprocessableEntity, detail);

    [Fact]
    public async Task Version_ThatIsMissing_Is404() =>
        await AssertProblemAsync(
            Post("""{"sentence": "x"}""", "/?version=v9"),
            HttpStatusCode.NotFound,
            "The model 'sentiment' has no version 'v9'; it has 'v2'."
        );

    [Theory]
    [InlineData("/?version=a/b", "a/b")]
    [InlineData("/?version=..", "..")]
    [InlineData("/?version=", "")]
    [InlineData("/model?version=%00", "\0")]
    public async Task Version_ThatIsNoName_Is400(string uri, string quoted)
    {
        var request = uri.StartsWith("/model", StringComparison.Ordinal)
            ? new HttpRequestMessage(HttpMethod.Get, uri)
            : Post("""{"sentence": "x"}""", uri);

        await AssertProblemAsync(
            request,
            HttpStatusCode.BadRequest,
            $"The version '{quoted}' is not a version name: 1 to 128 letters, digits, underscores, hyphens "
                + "and dots, the first one a letter or digit."
        );
    }

    [Fact]
    public async Task Version_Twice_Is400() =>
        await AssertProblemAsync(
            Post("""{"sentence": "x"}""", "/?version=v1&version=v2"),
            HttpStatusCode.BadRequest,
            "The query has 'version' more than once."
        );

    [Fact]
    public async Task Name_ThatIsLong_IsQuotedInPart() =>
        await AssertProblemAsync(
            Post($$"""{"{{new string('n', 4_000)}}": 1}"""),
            HttpStatusCode.BadRequest,
            $"'{new string('n', 40)}…' is not a member of a request. {Forms}"
        );

    [Fact]
    public async Task Function_AfterBadRequests_StillAnswers()
    {
        foreach (var body in new[] { "{", "[]", "", "{\"sentence\":\"\\ud800\"}", new string('[', 10_000) })
        {
            using var refused = await SendAsync(Post(body));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await PredictAsync("""{"sentence": "fine"}""");
    }
}
