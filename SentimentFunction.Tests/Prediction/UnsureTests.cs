using System.Text;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

/// <summary>Where no label is probable enough, none is said.</summary>
public sealed class UnsureTests
{
    private static readonly string[] Two = ["negative", "positive"];
    private static readonly string[] Three = ["sad", "calm", "glad"];

    [Theory]
    [InlineData(0.6, "[0.45, 0.55]", "positive", 0.55)]
    [InlineData(0.6, "[0.55, 0.45]", "negative", 0.55)]
    [InlineData(0.6, "0.59", "positive", 0.59)]
    [InlineData(0.6, "[0.5, 0.5]", "positive", 0.5)]
    [InlineData(0.6, "0.599999", "positive", 0.599999)]
    [InlineData(1, "[0.000001, 0.999999]", "positive", 0.999999)]
    [InlineData(0.6, """{"labels": ["x", "y"], "scores": [0.41, 0.59]}""", "y", 0.59)]
    [InlineData(0.6, """[{"label": "x", "score": 0.55}, {"label": "y", "score": 0.45}]""", "x", 0.55)]
    [InlineData(0.6, """{"label": "POSITIVE", "score": 0.5}""", "POSITIVE", 0.5)]
    [InlineData(0.6, """{"label": "POSITIVE", "score": 0}""", "POSITIVE", 0)]
    [InlineData(0.6, """{"label": "unsure", "score": 0.5}""", "unsure", 0.5)]
    public void Read_ScoreBelow_IsUnsureAndNamesTheNearest(
        double unsure,
        string prediction,
        string nearest,
        double score
    ) => Assert.Equal(new Sentiment("unsure", score) { Nearest = nearest }, Read(Two, unsure, prediction));

    [Theory]
    [InlineData(0.6, "0.6", "positive", 0.6)]
    [InlineData(0.6, "0.4", "negative", 0.6)]
    [InlineData(0.6, "[0.6, 0.4]", "negative", 0.6)]
    [InlineData(0.6, "0.61", "positive", 0.61)]
    [InlineData(0.6, "1", "positive", 1)]
    [InlineData(0.93, "0.07", "negative", 1 - 0.07)]
    [InlineData(0.5, "[0.5, 0.5]", "positive", 0.5)]
    [InlineData(1, "0", "negative", 1)]
    [InlineData(1, "1.0000001", "positive", 1)]
    [InlineData(0, "[0.5, 0.5]", "positive", 0.5)]
    [InlineData(0, """{"label": "POSITIVE", "score": 0}""", "POSITIVE", 0)]
    [InlineData(0.6, """{"label": "POSITIVE", "score": 0.6}""", "POSITIVE", 0.6)]
    [InlineData(0.6, """{"label": "unsure", "score": 0.6}""", "unsure", 0.6)]
    public void Read_ScoreThatReaches_IsSaid(double unsure, string prediction, string label, double score) =>
        Assert.Equal(new Sentiment(label, score), Read(Two, unsure, prediction));

    [Theory]
    [InlineData(0, "glad", null)]
    [InlineData(0.49, "glad", null)]
    [InlineData(0.5, "glad", null)]
    [InlineData(0.51, "unsure", "glad")]
    [InlineData(1, "unsure", "glad")]
    public void Read_ThreeLabels_KeepTheirProbabilities(double unsure, string label, string? nearest)
    {
        var sentiment = Read(Three, unsure, "[0.25, 0.25, 0.5]")!.Value;

        Assert.Equal(new(label, 0.5) { Nearest = nearest }, sentiment with { Probabilities = null });
        Assert.Equal([0.25, 0.25, 0.5], sentiment.Probabilities);
    }

    [Theory]
    [InlineData("\"?\"", null)]
    [InlineData("7", 7d)]
    public void Read_NotUnderstood_IsNotUnsure(string prediction, double? oddNumber)
    {
        var reader = new SentimentReader(Two, null, 0.6);

        Assert.Null(reader.Read(Encoding.UTF8.GetBytes(prediction), out var odd));
        Assert.Equal(oddNumber, odd);
    }

    [Fact]
    public void ReadScore_Unsure_FindsTheLabelsProbability()
    {
        var reader = new SentimentReader(Two, null, 0.6);

        Assert.Equal(0.45, reader.ReadScore("[0.45, 0.55]"u8.ToArray(), "negative"));
        Assert.Null(reader.ReadScore("[0.45, 0.55]"u8.ToArray(), "unsure"));
    }

    /// <summary>Both ways to read say the same.</summary>
    private static Sentiment? Read(string[] labels, double unsure, string prediction)
    {
        var reader = new SentimentReader(labels, null, unsure);
        var json = Encoding.UTF8.GetBytes(prediction);
        var sentiment = reader.Read(json, out var odd);
        Assert.Null(odd);
        Assert.Equal(
            reader.Read(json)!.Value with
            {
                Probabilities = null,
            },
            sentiment!.Value with
            {
                Probabilities = null,
            }
        );
        return sentiment;
    }
}
