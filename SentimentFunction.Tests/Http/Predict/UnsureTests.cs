using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>The function says when it is unsure.</summary>
public sealed class UnsureTests : HttpTest
{
    /// <summary>The embedded model takes it for negative, with a probability of 0.54.</summary>
    private const string Doubtful = "The train leaves at nine";

    [Fact]
    public async Task Sentiment_NearTheMiddle_IsUnsure()
    {
        var answer = await PredictAsync($$"""{"sentences": ["{{Doubtful}}", "I love it"]}""");

        var (unsure, sure) = (answer["sentiments"]![0]!, answer["sentiments"]![1]!);
        Assert.Equal(["label", "nearest", "score"], unsure.AsObject().Select(member => member.Key));
        Assert.Equal("unsure", (string?)unsure["label"]);
        Assert.Equal("negative", (string?)unsure["nearest"]);
        Assert.Equal((double)answer["predictions"]![0]!["probabilities"]![0]!, (double)unsure["score"]!);
        Assert.InRange((double)unsure["score"]!, 0.5, 0.6);
        Assert.Equal(["label", "score"], sure.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    public async Task Sentiment_NearTheMiddle_IsSaidWhereLittleIsEnough(string unsure)
    {
        Start(("Model:Unsure", unsure));

        var sentiment = (await PredictAsync($$"""{"sentence": "{{Doubtful}}"}"""))["sentiments"]![0]!;

        Assert.Equal(["label", "score"], sentiment.AsObject().Select(member => member.Key));
        Assert.Equal("negative", (string?)sentiment["label"]);
    }

    [Fact]
    public async Task Words_OfAnUnsureSentiment_AreThoseOfTheNearestLabel()
    {
        var body = $$"""{"sentence": "{{Doubtful}}", "explain": true}""";
        var unsure = (await PredictAsync(body))["sentiments"]![0]!;
        Server.Dispose();
        Start(("Model:Unsure", "0"));
        var sure = (await PredictAsync(body))["sentiments"]![0]!;

        Assert.Equal("unsure", (string?)unsure["label"]);
        Assert.Equal((string?)sure["label"], (string?)unsure["nearest"]);
        Assert.True(JsonNode.DeepEquals(sure["words"], unsure["words"]));
        Assert.Null(unsure["warnings"]);
    }

    [Theory]
    [InlineData("", "\"label\":\"glad\"")]
    [InlineData("0.5", "\"label\":\"glad\"")]
    [InlineData("0.51", "\"label\":\"unsure\",\"nearest\":\"glad\"")]
    public async Task Sentiment_OfThreeLabels_IsUnsureOnlyWhereThatIsSet(string unsure, string label)
    {
        Start(
            new FakePredictor { Answer = _ => Task.FromResult("[[0.25, 0.25, 0.5]]") },
            ("Model:Labels", "sad,calm,glad"),
            ("Model:Unsure", unsure)
        );

        var answer = await PredictAsync("""{"sentence": "Fine"}""");

        Assert.Equal(
            $$"""[{{{label}},"score":0.5,"probabilities":[0.25,0.25,0.5]}]""",
            answer["sentiments"]!.ToJsonString()
        );
    }

    [Theory]
    [InlineData("Tuesday", 1)]
    [InlineData("?!", 0)]
    public async Task Words_WithoutAnEffect_AreWarnedOf(string sentence, int words)
    {
        var answer = await PredictAsync($$"""{"sentence": "{{sentence}}", "explain": true}""");

        var sentiment = answer["sentiments"]![0]!;
        Assert.Equal(words, sentiment["words"]!.AsArray().Count);
        Assert.Equal("""["no-effect"]""", sentiment["warnings"]!.ToJsonString());
    }

    [Fact]
    public async Task Words_NotAskedFor_AreNotWarnedOf() =>
        Assert.Null((await PredictAsync("""{"sentence": "Tuesday"}"""))["sentiments"]![0]!["warnings"]);
}
