using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SentimentFunction.Http;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>Rows that fail for themselves, and the whole function around them.</summary>
public sealed class ReportTests : HttpTest
{
    [Fact]
    public async Task Rows_ThatCannotBePredicted_StandInTheErrors()
    {
        var longText = new string('x', 5_001);

        var answer = await PredictAsync(
            $$"""{"sentences": ["Great", " ", "{{longText}}", "\ud800", "Bad"], "onError": "report"}"""
        );

        AssertNulls(answer, [false, true, true, true, false]);
        Assert.Equal(
            """
            [{"index":1,"status":400,"detail":"'sentences[1]' is empty: there is nothing to predict."},
            {"index":2,"status":413,"detail":"'sentences[2]' has 5,001 characters; the limit is 5,000.
             Shorten it."},
            {"index":3,"status":400,"detail":"'sentences[3]' holds half a surrogate pair, such as \ud800
             alone, which is no character."}]
            """.ReplaceLineEndings(""),
            TextOf(answer["errors"]!)
        );
        Assert.Equal("v2", (string?)answer["model"]!["version"]);
    }

    [Fact]
    public async Task Instances_ThatTheModelRefuses_AreNamedByTheirPlaceInTheRequest()
    {
        var answer = await PredictAsync(
            """{"instances": [{"sentence": "\ud800"}, {}, {"sentence": "Great"}, 7], "onError": "report"}"""
        );

        AssertNulls(answer, [true, true, false, true]);
        Assert.Equal([400, 422, 422], answer["errors"]!.AsArray().Select(error => (int)error!["status"]!));
        Assert.Equal(
            "instances[1] lacks 'sentence', which the model needs.",
            (string?)answer["errors"]![1]!["detail"]
        );
        Assert.Equal(
            "instances[3] must be {\"sentence\": \"…\"} or a string.",
            (string?)answer["errors"]![2]!["detail"]
        );
    }

    [Theory]
    [InlineData("""{"sentences": ["", " "], "onError": "report"}""")]
    [InlineData("""{"instances": [1, 2], "onError": "report"}""")]
    public async Task Rows_ThatAllFail_AreAnsweredWithTheVersionThatWouldPredict(string body)
    {
        var answer = await PredictAsync(body);

        AssertNulls(answer, [true, true]);
        Assert.Equal([0, 1], answer["errors"]!.AsArray().Select(error => (int)error!["index"]!));
        Assert.Equal("v2", (string?)answer["model"]!["version"]);
    }

    [Fact]
    public Task Rows_ThatAllFailForAVersionThatIsMissing_Are404() =>
        AssertProblemAsync(
            Post("""{"sentences": [""], "onError": "report"}""", "/?version=v9"),
            HttpStatusCode.NotFound,
            "The model 'sentiment' has no version 'v9'; it has 'v2'."
        );

    [Fact]
    public async Task Rows_ThatAreAllPredicted_HaveNoErrors()
    {
        var answer = await PredictAsync("""{"sentences": ["Great", "Bad"], "onError": "report"}""");
        var plain = await PredictAsync("""{"sentences": ["Great", "Bad"]}""");

        Assert.Equal("[]", answer["errors"]!.ToJsonString());
        Assert.Null(plain["errors"]);
        answer.AsObject().Remove("errors");
        Assert.True(JsonNode.DeepEquals(plain, answer));
    }

    [Fact]
    public async Task Rows_WithoutAReport_FailTheRequest()
    {
        await AssertProblemAsync(
            Post("""{"sentences": ["Great", ""]}"""),
            HttpStatusCode.BadRequest,
            "'sentences[1]' is empty: there is nothing to predict."
        );
        await AssertProblemAsync(
            Post("""{"instances": ["Great", 7]}"""),
            HttpStatusCode.UnprocessableEntity,
            "instances[1] must be {\"sentence\": \"…\"} or a string."
        );
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("")]
    public Task OnError_OfAnotherValue_Is400(string value) =>
        AssertProblemAsync(
            Post($$"""{"sentences": ["Great"], "onError": "{{value}}"}"""),
            HttpStatusCode.BadRequest,
            $"'onError' is '{value}'; it must be 'report', or left out."
        );

    [Fact]
    public Task OnError_BesideOneSentence_Is400() =>
        AssertProblemAsync(
            Post("""{"sentence": "Great", "onError": "report"}"""),
            HttpStatusCode.BadRequest,
            "'onError' reports on several: send 'sentences' or 'instances' instead of 'sentence'."
        );

    [Fact]
    public async Task Words_OfRowsThatAreLeft_AreExplained()
    {
        var words = string.Join(' ', Enumerable.Repeat("good", 65));

        var answer = await PredictAsync(
            $$"""{"sentences": ["", "So good", "{{words}}"], "explain": true, "onError": "report"}"""
        );

        AssertNulls(answer, [true, false, true]);
        Assert.Equal(
            ["So", "good"],
            answer["sentiments"]![1]!["words"]!.AsArray().Select(word => (string)word!["text"]!)
        );
        Assert.Equal(
            "A sentence has 65 words; 'explain' takes 64 at most. Shorten it.",
            (string?)answer["errors"]![1]!["detail"]
        );
    }

    [Fact]
    public Task Words_TooManyInAll_Are413() =>
        AssertProblemAsync(
            Post(
                $$"""
                {"sentences": ["{{string.Join(' ', Enumerable.Repeat("good", 64))}}",
                "{{string.Join(' ', Enumerable.Repeat("good", 63))}}"], "explain": true, "onError": "report"}
                """
            ),
            HttpStatusCode.RequestEntityTooLarge,
            "'explain' needs 129 predictions, one per sentence and one per word; the limit is 128. Send "
                + "fewer words."
        );

    [Theory]
    [InlineData(PredictionFailure.ServerFailed, HttpStatusCode.BadGateway)]
    [InlineData(PredictionFailure.RateLimited, HttpStatusCode.TooManyRequests)]
    [InlineData(PredictionFailure.TimedOut, HttpStatusCode.GatewayTimeout)]
    public Task Server_ThatFailsAsAWhole_FailsTheRequest(PredictionFailure failure, HttpStatusCode status)
    {
        Start(new FakePredictor { Answer = _ => throw new PredictionException(failure, "It failed.") });

        return AssertProblemAsync(
            Post("""{"sentences": ["Great", "Bad", ""], "onError": "report"}"""),
            status,
            "It failed."
        );
    }

    [Fact]
    public async Task Request_WithErrors_IsLoggedAsAnswered()
    {
        await PredictAsync("""{"sentences": ["Great", ""], "onError": "report"}""");

        var entry = Assert.Single(Server.GetLogEntries(typeof(RequestEdge)));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.StartsWith(
            "POST 200 answered: model version v2, 1 instances,",
            entry.Message,
            StringComparison.Ordinal
        );
    }

    private static void AssertNulls(JsonNode answer, bool[] expected)
    {
        foreach (var rows in (string[])["predictions", "sentiments"])
        {
            Assert.Equal(expected, answer[rows]!.AsArray().Select(row => row is null));
        }

        Assert.Equal(expected.Count(isNull => isNull), answer["errors"]!.AsArray().Count);
    }

    private static string TextOf(JsonNode json) =>
        json.ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
            .Replace("\\\\", "\\", StringComparison.Ordinal);
}
