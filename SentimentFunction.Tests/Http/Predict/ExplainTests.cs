using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Http.Predict;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>What each word does to the sentiment of its sentence.</summary>
public sealed class ExplainTests : HttpTest
{
    [Fact]
    public async Task Words_AskedFor_AreThereWithTheirPlacesAndEffects()
    {
        Start(
            new FakePredictor
            {
                Answer = _ => Task.FromResult("[[0.25, 0.75], [0.25, 0.75], [0.625, 0.375], [0.125, 0.875]]"),
            }
        );

        var answer = await PredictAsync("""{"sentence": "I love it", "explain": true}""");

        Assert.Equal(
            "[[0.25, 0.75]]",
            answer["predictions"]!
                .ToJsonString(new() { WriteIndented = false })
                .Replace(",", ", ", StringComparison.Ordinal)
        );
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    [
                      {
                        "label": "positive",
                        "score": 0.75,
                        "words": [
                          {"text": "I", "start": 0, "length": 1, "effect": 0},
                          {"text": "love", "start": 2, "length": 4, "effect": 0.375},
                          {"text": "it", "start": 7, "length": 2, "effect": -0.125}
                        ]
                      }
                    ]
                    """
                ),
                answer["sentiments"]
            )
        );
    }

    [Fact]
    public async Task Words_OfSeveralSentences_AreAskedForInOneCall()
    {
        var predictor = Start(
            new FakePredictor { Answer = _ => Task.FromResult("[0.1, 0.2, 0.3, 0.4, 0.5]") }
        );

        var answer = await PredictAsync(
            """{"explain": true, "sentences": ["So \ud83d\ude00", "\"Bad\"!"]}"""
        );

        Assert.Equal(
            ["So 😀", "😀", "So", "\"Bad\"!", "\"\"!"],
            JsonNode
                .Parse(predictor.AskedInstances!)!
                .AsArray()
                .Select(instance => (string)instance!["sentence"]!)
        );
        Assert.Equal("[0.1,0.4]", answer["predictions"]!.ToJsonString());
        Assert.Equal(
            [2, 1],
            answer["sentiments"]!.AsArray().Select(sentiment => sentiment!["words"]!.AsArray().Count)
        );
    }

    [Fact]
    public async Task Words_OfTheEmbeddedModel_SayWhatItGoesBy()
    {
        var answer = await PredictAsync(
            """{"sentence": "The food was awful, but I love the view", "explain": true}"""
        );

        var sentiment = answer["sentiments"]![0]!;
        var effects = sentiment["words"]!
            .AsArray()
            .ToDictionary(word => (string)word!["text"]!, word => (double)word!["effect"]!);
        var sign = (string?)(sentiment["nearest"] ?? sentiment["label"]) == "positive" ? 1 : -1;
        Assert.True(sign * effects["love"] > 0);
        Assert.True(sign * effects["awful"] < 0);
    }

    [Fact]
    public async Task Words_NotAskedFor_AreNotThere()
    {
        var answer = await PredictAsync("""{"sentence": "I love it", "explain": false}""");

        Assert.Null(answer["sentiments"]![0]!["words"]);
    }

    [Fact]
    public async Task Words_WhoseShapeIsNotUnderstood_AreLeftOutWithAWarning()
    {
        Start(new FakePredictor { Answer = _ => Task.FromResult("""[0.75, "?"]""") });

        var answer = await PredictAsync("""{"sentence": "Great", "explain": true}""");

        Assert.Equal("positive", (string?)answer["sentiments"]![0]!["label"]);
        Assert.Null(answer["sentiments"]![0]!["words"]);
        Assert.Contains(
            "The prediction of a sentence without one of its words is not understood as that of the "
                + "sentence is, so its words are not explained.",
            Server.GetLogEntries(typeof(Interpreter)).Select(entry => entry.Message)
        );
    }

    [Fact]
    public async Task Words_OfOddPredictions_CostTheirOwnSentenceOnly()
    {
        Start(new FakePredictor { Answer = _ => Task.FromResult("[0.75, 0.5, 7, 0.5, 0.75, 7]") });

        var answer = await PredictAsync("""{"sentences": ["Great", "Odd", "Half"], "explain": true}""");

        Assert.Equal(
            """
            [{"label":"positive","score":0.75,
            "words":[{"text":"Great","start":0,"length":5,"effect":0.25}]},null,
            {"label":"positive","score":0.75}]
            """.ReplaceLineEndings(""),
            answer["sentiments"]!.ToJsonString()
        );
    }

    [Fact]
    public Task Words_TooMany_Are413() =>
        AssertProblemAsync(
            Post($$"""{"sentence": "{{Words(65)}}", "explain": true}"""),
            HttpStatusCode.RequestEntityTooLarge,
            "A sentence has 65 words; 'explain' takes 64 at most. Shorten it."
        );

    [Fact]
    public Task Words_TooManyInAll_Are413() =>
        AssertProblemAsync(
            Post($$"""{"sentences": ["{{Words(64)}}", "{{Words(63)}}"], "explain": true}"""),
            HttpStatusCode.RequestEntityTooLarge,
            "'explain' needs 129 predictions, one per sentence and one per word; the limit is 128. Send "
                + "fewer words."
        );

    [Fact]
    public async Task Words_AsManyAsAllowed_AreExplained()
    {
        var answer = await PredictAsync($$"""{"sentence": "{{Words(64)}}", "explain": true}""");

        Assert.Equal(64, answer["sentiments"]![0]!["words"]!.AsArray().Count);
    }

    [Fact]
    public Task Explain_WithInstances_Is400() =>
        AssertProblemAsync(
            Post("""{"instances": ["I love it"], "explain": true}"""),
            HttpStatusCode.BadRequest,
            "'explain' needs the words: send 'sentence' or 'sentences' instead of 'instances'."
        );

    [Fact]
    public Task Explain_OfAnotherType_Is400() =>
        AssertProblemAsync(
            Post("""{"sentence": "I love it", "explain": "yes"}"""),
            HttpStatusCode.BadRequest,
            "'explain' must be true or false. Send one of {\"sentence\": \"…\"}, {\"sentences\": [\"…\"]} "
                + "and {\"instances\": [{\"sentence\": \"…\"}]}."
        );

    [Fact]
    public Task Explain_Twice_Is400() =>
        AssertProblemAsync(
            Post("""{"explain": true, "sentence": "I love it", "explain": true}"""),
            HttpStatusCode.BadRequest,
            "'explain' is there twice."
        );

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("good", count));
}
