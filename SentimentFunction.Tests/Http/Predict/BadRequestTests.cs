using System.Net;
using SentimentFunction.Tests.Http.Predict.Units;
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
