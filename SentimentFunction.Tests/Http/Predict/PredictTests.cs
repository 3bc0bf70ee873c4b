using System.Net;
using System.Text.RegularExpressions;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

public sealed partial class PredictTests : HttpTest
{
    [Fact]
    public async Task Sentence_Positive_IsAnsweredWithPredictionSentimentAndModel()
    {
        var answer = await PredictAsync("""{"sentence": "I love it"}""");

        var prediction = Assert.Single(answer["predictions"]!.AsArray())!["probabilities"]!.AsArray();
        var sentiment = Assert.Single(answer["sentiments"]!.AsArray())!;
        Assert.Equal(2, prediction.Count);
        Assert.Equal("positive", (string?)sentiment["label"]);
        Assert.Equal((double)prediction[1]!, (double)sentiment["score"]!);
        Assert.Equal("v2", (string?)answer["model"]!["version"]);
        Assert.Equal("embedded", (string?)answer["model"]!["server"]);
    }

    [Fact]
    public async Task Sentences_Several_AreAnsweredInOrder()
    {
        var answer = await PredictAsync(
            """{"sentences": ["What a wonderful evening", "This is a terrible, broken mess", "Great fun"]}"""
        );

        Assert.Equal(
            ["positive", "negative", "positive"],
            answer["sentiments"]!.AsArray().Select(sentiment => (string)sentiment!["label"]!)
        );
    }

    [Fact]
    public async Task Sentiment_OfMoreThanTwoLabels_HasTheProbabilityOfEach()
    {
        Start(
            new FakePredictor { Answer = _ => Task.FromResult("[[0.25, 0.25, 0.5], [7, 0, 0]]") },
            ("Model:Labels:0", "sad"),
            ("Model:Labels:1", "calm"),
            ("Model:Labels:2", "glad")
        );

        var answer = await PredictAsync("""{"sentences": ["Fine", "Odd"]}""");

        Assert.Equal(
            """[{"label":"glad","score":0.5,"probabilities":[0.25,0.25,0.5]},null]""",
            answer["sentiments"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Instances_ObjectsAndStrings_AreAnsweredAlike()
    {
        var answer = await PredictAsync("""{"instances": [{"sentence": "Great fun"}, "Great fun"]}""");

        var predictions = answer["predictions"]!.AsArray();
        Assert.Equal(predictions[0]!.ToJsonString(), predictions[1]!.ToJsonString());
    }

    [Fact]
    public async Task Sentence_WithEscapes_IsForwardedAsItArrived()
    {
        var predictor = Start(new FakePredictor());

        await PredictAsync("""{"sentence": "tab\t \u00e9 é \ud83d\ude00 \"x\""}""");

        Assert.Equal("""[{"sentence":"tab\t \u00e9 é \ud83d\ude00 \"x\""}]""", predictor.AskedInstances);
    }

    [Fact]
    public async Task Instances_OfAnyShape_AreForwardedAsTheyArrived()
    {
        var predictor = Start(new FakePredictor { Answer = _ => Task.FromResult("[0.9, 0.9, 0.9]") });

        await PredictAsync(
            """
            {"signature_name": "serving_default", "instances": [ {"a": 1.50e+2, "b": [[{}]]} , 7,"x"],
             "parameters": {"top": 1}}
            """
        );

        Assert.Equal("""[ {"a": 1.50e+2, "b": [[{}]]} , 7,"x"]""", predictor.AskedInstances);
        Assert.Equal("\"serving_default\"", predictor.AskedSignature);
        Assert.Equal("""{"top": 1}""", predictor.AskedParameters);
        Assert.Equal(3, predictor.AskedCount);
    }

    [Fact]
    public async Task Options_Null_AreTakenAsAbsent()
    {
        var predictor = Start(new FakePredictor());

        await PredictAsync("""{"sentence": "x", "signature_name": null, "parameters": null}""");

        Assert.Equal("", predictor.AskedSignature);
        Assert.Equal("", predictor.AskedParameters);
    }

    [Fact]
    public async Task Predictions_OfTheModelServer_AreAnsweredWordForWord()
    {
        Start(
            new FakePredictor { Answer = _ => Task.FromResult("""[ {"probabilities": [3.0e-2, 0.970]} ]""") }
        );

        using var response = await SendAsync(Post("""{"sentence": "x"}"""));

        Assert.Equal(
            """
            {"predictions":[{"probabilities": [3.0e-2, 0.970]}],
            "sentiments":[{"label":"positive","score":0.97}],
            "model":{"name":"sentiment","version":"v3","resource":"projects/p/models/sentiment/versions/v3",
            "server":"ai-platform","framework":"TENSORFLOW","runtimeVersion":"2.11",
            "createdAt":"2026-11-20T09:00:00Z"}}
            """.ReplaceLineEndings(""),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Sentiments_ShapeNotUnderstood_AreLeftOutWithAWarning()
    {
        Start(new FakePredictor { Answer = _ => Task.FromResult("""[{"embedding": [1, 2, 3]}]""") });

        var answer = await PredictAsync("""{"sentence": "x"}""");

        Assert.Null(answer["sentiments"]);
        Assert.Contains(
            "1 of 1 predictions have no sentiment. Prediction 0, counted from 0, has no shape in which one "
                + "is found: Model__Labels and Model__Output say how to read it.",
            Server.GetLogEntries(typeof(Interpreter)).Select(entry => entry.Message)
        );
    }

    [Fact]
    public async Task Sentiments_OfOddPredictions_AreNullAndTheOthersStay()
    {
        Start(new FakePredictor { Answer = _ => Task.FromResult("[[0.25, 0.75], [-2.5, 3.5], 0.6, \"?\"]") });

        var answer = await PredictAsync("""{"sentences": ["my secret", "b", "c", "d"]}""");

        Assert.Equal(
            """[{"label":"positive","score":0.75},null,{"label":"positive","score":0.6},null]""",
            answer["sentiments"]!.ToJsonString()
        );
        Assert.Equal(
            [
                "2 of 4 predictions have no sentiment. Prediction 1, counted from 0, holds -2.5 where a "
                    + "probability from 0 to 1 is expected: Model__Output names the output that holds "
                    + "probabilities. A logit or a percentage is none.",
            ],
            Server.GetLogEntries(typeof(Interpreter)).Select(entry => entry.Message)
        );
    }

    [Fact]
    public async Task Sentiments_OfWhichNoneIsUnderstood_AreLeftOut()
    {
        Start(new FakePredictor { Answer = _ => Task.FromResult("[[-2.5, 3.5], [1.5, 0.5]]") });

        var answer = await PredictAsync("""{"sentences": ["a", "b"]}""");

        Assert.False(answer.AsObject().ContainsKey("sentiments"));
    }

    [Fact]
    public async Task Model_VersionUnknown_IsNullInTheAnswer()
    {
        Start(new FakePredictor { Model = new ModelVersion("sentiment", null, "ai-platform") });

        var answer = await PredictAsync("""{"sentence": "x"}""");

        Assert.Equal(
            """{"name":"sentiment","version":null,"server":"ai-platform"}""",
            answer["model"]!.ToJsonString()
        );
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    [InlineData("application/vnd.example+json")]
    public async Task ContentType_OfJson_IsAccepted(string contentType)
    {
        using var request = Post("""{"sentence": "fine"}""");
        request.Content!.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Answer_Always_TellsItsTimingAndForbidsCaching()
    {
        using var response = await SendAsync(Post("""{"sentence": "fine"}"""));

        Assert.Matches(ServerTiming(), Assert.Single(response.Headers.GetValues("Server-Timing")));
        Assert.Equal(["no-store"], response.Headers.GetValues("Cache-Control"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("emoji 😀👩‍👩‍👧 are fine")]
    [InlineData("مرحبا بالعالم هذا رائع")]
    [InlineData("null \\u0000 inside")]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\\ufeff\\u200b")]
    public async Task Sentence_OfUnusualCharacters_IsAnswered(string sentence)
    {
        var answer = await PredictAsync($$"""{"sentence": "{{sentence}}"}""");

        Assert.Single(answer["predictions"]!.AsArray());
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsAnswered() =>
        await PredictAsync("\ufeff{\"sentence\": \"fine\"}");

    [Theory]
    [InlineData("/?version=v2")]
    [InlineData("/?other=1")]
    public async Task Version_ThatExists_IsAnswered(string uri)
    {
        var answer = await PredictAsync("""{"sentence": "fine"}""", uri);

        Assert.Equal("v2", (string?)answer["model"]!["version"]);
    }

    [Fact]
    public async Task Version_AskedFor_ReachesThePredictor()
    {
        var predictor = Start(new FakePredictor());

        await PredictAsync("""{"sentence": "fine"}""", "/?version=v2");

        Assert.Equal("v2", predictor.AskedVersion);
    }

    [GeneratedRegex(@"^upstream;dur=\d+\.\d\d, total;dur=\d+\.\d\d$")]
    private static partial Regex ServerTiming();
}
