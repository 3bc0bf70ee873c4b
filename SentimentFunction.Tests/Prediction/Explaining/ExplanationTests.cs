using System.Text;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Explaining;

public sealed class ExplanationTests
{
    private readonly Explanation _explanation = new(["So good", "!", "\"Bad\""]);
    private readonly SentimentReader _reader = new(["negative", "positive"], null);

    [Fact]
    public void Sentences_HaveTheirWordsAndPlaces()
    {
        Assert.Equal(["So good", "!", "\"Bad\""], _explanation.Sentences.Select(sentence => sentence.Text));
        Assert.Equal([2, 0, 1], _explanation.Sentences.Select(sentence => sentence.Words.Count));
        Assert.Equal([0, 3, 4], _explanation.Sentences.Select(sentence => sentence.Index));
        Assert.Equal(6, _explanation.Count);
    }

    [Fact]
    public void Compose_AsksForEachSentenceAndForItWithoutEachWord()
    {
        var budget = new MemoryBudget(1_000);
        using var memory = new MemoryLease(budget);
        var length = (int)_explanation.Measure();

        var json = _explanation.Compose(length, memory);

        Assert.Equal(
            """
            [{"sentence":"So good"},{"sentence":"good"},{"sentence":"So"},{"sentence":"!"},
            {"sentence":"\"Bad\""},{"sentence":"\"\""}]
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(json.Span)
        );
        Assert.Equal(length, json.Length);
        Assert.Equal(length, budget.Taken);
    }

    [Fact]
    public void SentenceOf_AnInstance_IsThatItWasComposedOf() =>
        Assert.Equal([0, 0, 0, 1, 2, 2], Enumerable.Range(0, 6).Select(_explanation.SentenceOf));

    [Fact]
    public void Answers_AreThePredictionsOfTheSentencesThemselves()
    {
        var answers = _explanation.Answers(Parse("[0,1,2,3,4,5]"));

        Assert.Equal(
            ["0", "3", "4"],
            Enumerable
                .Range(0, answers.Count)
                .Select(i => Encoding.UTF8.GetString(answers[i].Prediction.Span))
        );
    }

    [Fact]
    public void ReadEffects_IsWhatTheLabelLosesWithoutEachWord()
    {
        var effects = _explanation.ReadEffects(
            Parse("[0.75, 0.7, 0.125, 0.5, 0.25, 0.9]"),
            [new("positive", 0.75), new("positive", 0.5), new("negative", 0.75)],
            _reader
        );

        Assert.Equal([new("So", new(0, 2), 0.05), new("good", new(3, 4), 0.625)], effects[0]);
        Assert.Empty(effects[1]!);
        Assert.Equal([new("Bad", new(1, 3), 0.65)], effects[2]);
    }

    [Fact]
    public void ReadEffects_OfAnUnsureSentiment_IsWhatTheNearestLabelLoses()
    {
        var effects = _explanation.ReadEffects(
            Parse("[0.55, 0.5, 0.6, 0.5, 0.45, 0.5]"),
            [
                new("unsure", 0.55) { Nearest = "positive" },
                new("unsure", 0.5) { Nearest = "positive" },
                new("unsure", 0.55) { Nearest = "negative" },
            ],
            new(["negative", "positive"], null, 0.6)
        );

        Assert.Equal([0.05, -0.05], effects[0]!.Select(word => word.Effect));
        Assert.Empty(effects[1]!);
        Assert.Equal([0.05], effects[2]!.Select(word => word.Effect));
    }

    [Fact]
    public void ReadEffects_OfWhatIsNotUnderstood_IsNullForThatSentenceAlone()
    {
        var effects = _explanation.ReadEffects(
            Parse("""[0.75, 0.5, "?", 0.5, 0.25, 0.5]"""),
            [new("positive", 0.75), null, new("negative", 0.75)],
            _reader
        );

        Assert.Null(effects[0]);
        Assert.Null(effects[1]);
        Assert.Equal(0.25, Assert.Single(effects[2]!).Effect);
    }

    private static Predictions Parse(string json) => Predictions.Parse(Encoding.UTF8.GetBytes(json));
}
