using System.Text;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class SentimentReaderTests
{
    private static readonly string[] Labels = ["negative", "positive"];

    [Theory]
    [InlineData("0.97", "positive", 0.97)]
    [InlineData("0.5", "positive", 0.5)]
    [InlineData("0.25", "negative", 0.75)]
    [InlineData("1", "positive", 1)]
    [InlineData("[0.97]", "positive", 0.97)]
    [InlineData("[[0.25]]", "negative", 0.75)]
    [InlineData("[0.03, 0.97]", "positive", 0.97)]
    [InlineData("[0.5, 0.5]", "positive", 0.5)]
    [InlineData("""[{"label": "x", "score": 0.5}, {"label": "y", "score": 0.5}]""", "x", 0.5)]
    [InlineData("""{"labels": ["x", "y"], "scores": [0.4, 0.6]}""", "y", 0.6)]
    [InlineData("[9.7e-1, 0.03]", "negative", 0.97)]
    [InlineData("""{"probabilities": [0.03, 0.97]}""", "positive", 0.97)]
    [InlineData("""{"dense_1": [0.03, 0.97]}""", "positive", 0.97)]
    [InlineData("""{"output": 0.25}""", "negative", 0.75)]
    [InlineData(
        """{"logits": [3.2], "logistic": [0.97], "probabilities": [0.03, 0.97], "class_ids": [1]}""",
        "positive",
        0.97
    )]
    [InlineData("""{"logits": [3.2], "logistic": [0.25], "class_ids": [0]}""", "negative", 0.75)]
    [InlineData("""{"classes": ["bad", "good"], "scores": [0.2, 0.8]}""", "good", 0.8)]
    [InlineData(
        """{"displayNames": ["sad", "glad"], "confidences": [0.6, 0.4], "ids": ["1", "2"]}""",
        "sad",
        0.6
    )]
    [InlineData("""{"label": "POSITIVE", "score": 0.99}""", "POSITIVE", 0.99)]
    [InlineData(
        """[{"label": "POSITIVE", "score": 0.9}, {"label": "NEGATIVE", "score": 0.1}]""",
        "POSITIVE",
        0.9
    )]
    [InlineData(
        """[[{"label": "NEUTRAL", "score": 0.3}, {"label": "NEGATIVE", "score": 0.7}]]""",
        "NEGATIVE",
        0.7
    )]
    public void Read_UsualShape_FindsLabelAndScore(string prediction, string label, double score) =>
        Assert.Equal(new Sentiment(label, score), Read(new(Labels, null), prediction));

    [Theory]
    [InlineData("1.0000001", "positive", 1)]
    [InlineData("-0.0000001", "negative", 1)]
    [InlineData("1.001", "positive", 1)]
    [InlineData("-0.001", "negative", 1)]
    [InlineData("[-0.0000001, 1.0000001]", "positive", 1)]
    [InlineData("""{"probabilities": [1.0000002, -2e-7]}""", "negative", 1)]
    [InlineData("""{"classes": ["bad", "good"], "scores": [0, 1.0000001]}""", "good", 1)]
    [InlineData("""{"label": "POSITIVE", "score": 1.0000001}""", "POSITIVE", 1)]
    [InlineData("""[{"label": "x", "score": 1.0000001}, {"label": "y", "score": -1e-7}]""", "x", 1)]
    public void Read_ScoreAHairOutOfRange_IsTheNearestProbability(
        string prediction,
        string label,
        double score
    ) => Assert.Equal(new Sentiment(label, score), Read(new(Labels, null), prediction));

    [Theory]
    [InlineData("1.0011", 1.0011)]
    [InlineData("-0.0011", -0.0011)]
    [InlineData("[-2.1, 3.4]", -2.1)]
    [InlineData("[[97]]", 97d)]
    [InlineData("""{"logits": [8.5], "logistic": [1.5]}""", 1.5)]
    [InlineData("""{"classes": ["bad", "good"], "scores": [3, 97]}""", 3d)]
    [InlineData("""{"label": "x", "score": 97}""", 97d)]
    [InlineData("""[{"label": "x", "score": 0.5}, {"label": "y", "score": 1.5}]""", 1.5)]
    [InlineData("1e999", double.PositiveInfinity)]
    [InlineData("[0.1, 0.2, 7]", null)]
    [InlineData("\"positive\"", null)]
    [InlineData("0.5", null)]
    public void Read_NumberThatIsNoProbability_IsNamed(string prediction, double? number)
    {
        var sentiment = new SentimentReader(Labels, null).Read(
            Encoding.UTF8.GetBytes(prediction),
            out var odd
        );

        Assert.Equal(number, odd);
        Assert.Equal(prediction != "0.5", sentiment is null);
    }

    [Theory]
    [InlineData("0.75", "negative", 0.25)]
    [InlineData("1.0000001", "negative", 0d)]
    [InlineData("0.75", "positive", 0.75)]
    [InlineData("[0.25, 0.75]", "negative", 0.25)]
    [InlineData("""{"classes": ["bad", "good"], "scores": [0.25, 0.75]}""", "bad", 0.25)]
    [InlineData("""{"label": "positive", "score": 0.75}""", "positive", 0.75)]
    [InlineData("""{"label": "positive", "score": 0.75}""", "negative", 0.25)]
    [InlineData("""{"label": "POSITIVE", "score": 0.75}""", "negative", null)]
    [InlineData("""[{"label": "x", "score": 0.625}, {"label": "y", "score": 0.375}]""", "y", 0.375)]
    [InlineData("[0.25, 0.75]", "neutral", null)]
    [InlineData("[]", "positive", null)]
    [InlineData("""{"label": "positive", "score": 0.75}""", "neutral", null)]
    [InlineData("""{"label": "neutral", "score": 0.75}""", "positive", null)]
    public void ReadScore_UsualShape_FindsTheLabelsProbability(
        string prediction,
        string label,
        double? score
    ) =>
        Assert.Equal(
            score,
            new SentimentReader(Labels, null).ReadScore(Encoding.UTF8.GetBytes(prediction), label)
        );

    [Theory]
    [InlineData("\"positive\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("-0.1")]
    [InlineData("1.1")]
    [InlineData("1e999")]
    [InlineData("[0.1, 0.2, 0.7]")]
    [InlineData("[-2.1, 3.4]")]
    [InlineData("""[0.1, "0.9"]""")]
    [InlineData("""{"a": [0.1, 0.9], "b": [0.9, 0.1]}""")]
    [InlineData("""{"classes": ["bad"], "scores": [0.2, 0.8]}""")]
    [InlineData("""{"classes": [1, 2], "scores": [0.2, 0.8]}""")]
    [InlineData("""{"classes": ["x", 2], "scores": [0.2, 0.8]}""")]
    [InlineData("""{"classes": ["x", "y"], "scores": 0.8}""")]
    [InlineData("""{"classes": 7, "scores": [0.8]}""")]
    [InlineData("""{"label": "x", "score": "high"}""")]
    [InlineData("""[{"label": "x", "score": 0.4}, 0.6]""")]
    public void Read_OtherShape_FindsNothing(string prediction) =>
        Assert.Null(Read(new(Labels, null), prediction));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_LargePrediction_IsNotLookedInto(int beyond, bool isRead) =>
        Assert.Equal(isRead, Read(new(Labels, null), "0.5".PadRight(65_536 + beyond)) is not null);

    [Theory]
    [InlineData("""[{"label": "x", "score": 7}, {"label": "y", "score": 0.5}]""", 7d)]
    [InlineData("""[{"label": "x", "score": 0.5}]""", null)]
    [InlineData("""{"classes": ["x", "y", "z"], "scores": [0.1, 0.2, 7]}""", 7d)]
    public void Read_OddNumberAmongLabels_IsNamed(string prediction, double? number)
    {
        new SentimentReader(Labels, null).Read(Encoding.UTF8.GetBytes(prediction), out var odd);

        Assert.Equal(number, odd);
    }

    [Fact]
    public void ReadScore_ThreeLabels_DoesNotGuessTheOthers()
    {
        var reader = new SentimentReader(["sad", "calm", "glad"], null);

        Assert.Null(reader.ReadScore("""{"label": "sad", "score": 0.75}"""u8.ToArray(), "glad"));
    }

    [Fact]
    public void Read_ThreeLabels_TakesTheirOrder()
    {
        var reader = new SentimentReader(["sad", "calm", "glad"], null);

        var sentiment = Read(reader, "[0.1, 0.7, 0.2]")!.Value;
        Assert.Equal(new Sentiment("calm", 0.7), sentiment with { Probabilities = null });
        Assert.Equal([0.1, 0.7, 0.2], sentiment.Probabilities!);
        Assert.Null(Read(reader, "0.7"));
    }

    [Theory]
    [InlineData("[0.25, 0.5, 0.25]", "0.25 0.5 0.25")]
    [InlineData("""{"probabilities": [-1e-7, 1.0000001, 0]}""", "0 1 0")]
    [InlineData("""{"classes": ["glad", "sad", "calm"], "scores": [0.5, 0.2, 0.3]}""", "0.2 0.3 0.5")]
    [InlineData(
        """{"classes": ["glad", "odd", "sad", "calm"], "scores": [0.4, 0.1, 0.2, 0.3]}""",
        "0.2 0.3 0.4"
    )]
    [InlineData("""{"displayNames": ["glad", "sad"], "confidences": [0.5, 0.2]}""", null)]
    [InlineData("""{"classes": ["GLAD", "SAD", "CALM"], "scores": [0.5, 0.2, 0.3]}""", null)]
    [InlineData("""{"label": "sad", "score": 0.5}""", null)]
    [InlineData(
        """
            [{"label": "glad", "score": 0.5}, {"label": "sad", "score": 0.2}, {"label": "calm", "score": 0.3}]
            """,
        "0.2 0.3 0.5"
    )]
    [InlineData(
        """
            [{"label": "glad", "score": 0.4}, {"label": "sad", "score": 0.2}, {"label": "glad", "score": 0.1},
            {"label": "calm", "score": 0.3}]
            """,
        "0.2 0.3 0.4"
    )]
    [InlineData("""[{"label": "glad", "score": 0.5}, {"label": "sad", "score": 0.2}]""", null)]
    public void Read_ThreeLabels_FindsTheProbabilityOfEach(string prediction, string? probabilities)
    {
        var reader = new SentimentReader(["sad", "calm", "glad"], null);

        var sentiment = Read(reader, prediction);

        Assert.NotNull(sentiment);
        Assert.Equal(
            probabilities,
            sentiment.Value.Probabilities is { } all ? string.Join(' ', all.Select(each => $"{each}")) : null
        );
    }

    [Theory]
    [InlineData("[0.25, 0.75]")]
    [InlineData("""{"classes": ["negative", "positive"], "scores": [0.25, 0.75]}""")]
    [InlineData("""[{"label": "negative", "score": 0.25}, {"label": "positive", "score": 0.75}]""")]
    public void Read_TwoLabels_NeedsNoProbabilities(string prediction) =>
        Assert.Null(Read(new(Labels, null), prediction)!.Value.Probabilities);

    [Fact]
    public void Read_OutputConfigured_ReadsThatOne()
    {
        var reader = new SentimentReader(Labels, "mood");

        Assert.Equal(
            new Sentiment("negative", 0.9),
            Read(reader, """{"probabilities": [0, 1], "mood": [0.9, 0.1]}""")
        );
        Assert.Equal(new Sentiment("positive", 0.9), Read(reader, "[0.1, 0.9]"));
        Assert.Null(Read(reader, """{"probabilities": [0, 1]}"""));
    }

    private static Sentiment? Read(SentimentReader reader, string prediction) =>
        reader.Read(Encoding.UTF8.GetBytes(prediction));
}
