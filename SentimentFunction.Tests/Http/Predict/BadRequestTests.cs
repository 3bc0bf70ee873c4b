using System.Net;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

public sealed class BadRequestTests : HttpTest
{
    private const string Forms =
        "Send one of {\"sentence\": \"…\"}, {\"sentences\": [\"…\"]} and {\"instances\": [{\"sentence\": "
        + "\"…\"}]}.";

    [Theory]
    [InlineData("", "The body is empty. " + Forms)]
    [InlineData("[]", "The body must be a JSON object. " + Forms)]
    [InlineData("null", "The body must be a JSON object. " + Forms)]
    [InlineData("\"text\"", "The body must be a JSON object. " + Forms)]
    [InlineData("1e999", "The body must be a JSON object. " + Forms)]
    [InlineData("{}", "The body has no sentence. " + Forms)]
    [InlineData("""{"sentence": 1e999}""", "'sentence' must be a string. " + Forms)]
    [InlineData("""{"sentence": null}""", "'sentence' must be a string. " + Forms)]
    [InlineData("""{"sentence": ["x"]}""", "'sentence' must be a string. " + Forms)]
    [InlineData("""{"sentences": "x"}""", "'sentences' must be an array of strings. " + Forms)]
    [InlineData("""{"sentences": ["x", {}]}""", "'sentences[1]' must be a string. " + Forms)]
    [InlineData("""{"instances": {}}""", "'instances' must be an array. " + Forms)]
    [InlineData("""{"sentences": []}""", "'sentences' is empty: there is nothing to predict.")]
    [InlineData("""{"instances": []}""", "'instances' is empty: there is nothing to predict.")]
    [InlineData("""{"sentence": ""}""", "'sentence' is empty: there is nothing to predict.")]
    [InlineData("""{"sentence": " \t\n\u00a0\u3000"}""", "'sentence' is empty: there is nothing to predict.")]
    [InlineData("""{"sentences": ["x", " "]}""", "'sentences[1]' is empty: there is nothing to predict.")]
    [InlineData("""{"sentence": "x", "sentence": "y"}""", "'sentence' is there twice.")]
    [InlineData("""{"sentence": "x", "\u0073entence": "y"}""", "'sentence' is there twice.")]
    [InlineData("""{"instances": ["x"], "instances": ["y"]}""", "'instances' is there twice.")]
    [InlineData("""{"parameters": {}, "parameters": {}, "sentence": "x"}""", "'parameters' is there twice.")]
    [InlineData(
        """{"sentence": "x", "sentences": ["y"]}""",
        "The body has both 'sentence' and 'sentences'. " + Forms
    )]
    [InlineData("""{"sentance": "x"}""", "'sentance' is not a member of a request. " + Forms)]
    [InlineData("""{"sentence": "x", "signature_name": 1}""", "'signature_name' must be a string. " + Forms)]
    [InlineData("""{"sentence": "x", "parameters": []}""", "'parameters' must be an object. " + Forms)]
    [InlineData(
        """{"sentence": "\ud800"}""",
        "'sentence' holds half a surrogate pair, such as \\ud800 alone, which is no character."
    )]
    [InlineData(
        """{"sentences": ["x", "\ude00\ud83d"]}""",
        "'sentences[1]' holds half a surrogate pair, such as \\ud800 alone, which is no character."
    )]
    [InlineData(
        """{"instances": [{"a": [{"\udfff": 1}]}]}""",
        "'instances[0]' holds half a surrogate pair, such as \\ud800 alone, which is no character."
    )]
    [InlineData(
        """{"\ud800": 1}""",
        "'name of a member' holds half a surrogate pair, such as \\ud800 alone, which is no character."
    )]
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
