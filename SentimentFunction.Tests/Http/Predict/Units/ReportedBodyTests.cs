using System.Text;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

/// <summary>Bodies that ask for a report of the sentences or instances that have errors.</summary>
public sealed class ReportedBodyTests
{
    private const string HalfPair =
        "holds half a surrogate pair, such as \\ud800 alone, which is no character.";

    private static readonly PredictRequestLimits Limits = new(
        new LimitsOptions { MaxInstances = 5, MaxSentenceLength = 10 },
        PayloadLimit.Usual
    );

    [Theory]
    [InlineData("""{"onError": "report", "sentences": ["a", " ", "\ud800", "12345678901", "b"]}""")]
    [InlineData("""{"sentences": ["a", " ", "\ud800", "12345678901", "b"], "onError": "report"}""")]
    [InlineData("""{"sentences": ["a", "", "\ud800", "12345678901", "b"], "\u006fnError": "report"}""")]
    public void Parse_Reporting_KeepsTheSentencesWithoutErrors(string json)
    {
        var body = Parse(json);

        Assert.Equal(["\"a\"", "\"b\""], body.Sentences!.Select(Text));
        Assert.Equal(5, body.Count);
        Assert.Equal(
            [
                new(1, 400, "'sentences[1]' is empty: there is nothing to predict."),
                new(2, 400, $"'sentences[2]' {HalfPair}"),
                new(3, 413, "'sentences[3]' has 11 characters; the limit is 10. Shorten it."),
            ],
            body.Errors!
        );
    }

    [Fact]
    public void Parse_Reporting_FindsTheFirstErrorOfEachInstance()
    {
        var body = Parse(
            """
            {"instances": [["\ud800", "\ud801"], " ", {"12345678901": 1, "a": "\ud800"}],
            "onError": "report"}
            """
        );

        Assert.Equal(3, body.Count);
        Assert.Equal(
            [
                new(0, 400, $"'instances[0]' {HalfPair}"),
                new(2, 413, "'instances[2]' has 11 characters; the limit is 10. Shorten it."),
            ],
            body.Errors!
        );
    }

    [Fact]
    public void Parse_ReportingWithoutErrors_HasNone()
    {
        Assert.Empty(Parse("""{"sentences": ["x"], "onError": "report"}""").Errors!);
        Assert.Null(Parse("""{"sentences": ["x"]}""").Errors);
    }

    [Theory]
    [InlineData(
        """{"sentences": [" ", "", "a", "b", "c", "d"], "onError": "report"}""",
        "'sentences' has 6 elements"
    )]
    [InlineData(
        """{"instances": ["\ud800", 1, 2, 3, 4, "\ud800"], "onError": "report"}""",
        "'instances' has 6 elements"
    )]
    public void Parse_ReportingTooMany_IsRefused(string body, string message)
    {
        var refused = Assert.Throws<BadHttpRequestException>(() => Parse(body));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(413, refused.StatusCode);
    }

    private static PredictBody Parse(string body) => PredictBody.Parse(Encoding.UTF8.GetBytes(body), Limits);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
