using System.Text;
using System.Text.Json;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class AnswerWriterTests
{
    private const string End =
        "\"model\":{\"name\":\"sentiment\",\"version\":\"v3\",\"server\":\"ai-platform\"}}";

    private static readonly ModelVersion V3 = new("sentiment", "v3", "ai-platform");
    private static readonly Predictions Two = Predictions.Parse("[[0.30, 0.7],5e-1]"u8.ToArray());

    [Fact]
    public void Write_Predictions_AreAsTheModelServerWroteThem() =>
        Assert.Equal("""{"predictions":[[0.30, 0.7],5e-1],""" + End, Write(new(Two, V3)));

    [Fact]
    public void Write_Sentiments_AreNullWhereNoneIsUnderstood() =>
        Assert.Equal(
            """{"predictions":[[0.30, 0.7],5e-1],"sentiments":[{"label":"positive","score":0.7},null],"""
                + End,
            Write(new(Two, V3) { Sentiments = [new("positive", 0.7), null] })
        );

    [Fact]
    public void Write_Effects_AreThereForTheSentencesThatHaveThem() =>
        Assert.Equal(
            """{"predictions":[[0.30, 0.7],5e-1],"sentiments":["""
                + """{"label":"positive","score":0.7,"words":["""
                + """{"text":"I","start":0,"length":1,"effect":0},"""
                + """{"text":"love","start":2,"length":4,"effect":-0.25}]},"""
                + """{"label":"negative","score":0.5}],"""
                + End,
            Write(
                new(Two, V3)
                {
                    Sentiments = [new("positive", 0.7), new("negative", 0.5)],
                    Effects =
                    [
                        [new("I", new(0, 1), 0), new("love", new(2, 4), -0.25)],
                        null,
                    ],
                }
            )
        );

    [Fact]
    public void Write_Probabilities_StandBesideTheScore() =>
        Assert.Equal(
            """{"predictions":[[0.30, 0.7],5e-1],"sentiments":[{"label":"glad","score":0.5,"""
                + "\"probabilities\":[0.25,0.25,0.5]},null],"
                + End,
            Write(
                new(Two, V3) { Sentiments = [new("glad", 0.5) { Probabilities = [0.25, 0.25, 0.5] }, null] }
            )
        );

    [Fact]
    public void Write_NoWords_IsAnEmptyListWithAWarning() =>
        Assert.Equal(
            """{"predictions":[0.5],"sentiments":[{"label":"x","score":0.5,"words":[]"""
                + ""","warnings":["no-effect"]}],"""
                + End,
            Write(
                new(Predictions.Parse("[0.5]"u8.ToArray()), V3)
                {
                    Sentiments = [new("x", 0.5)],
                    Effects =
                    [
                        [],
                    ],
                }
            )
        );

    [Fact]
    public void Write_WordsWithoutAnEffect_AreWarnedOf() =>
        Assert.Equal(
            """{"predictions":[0.5],"sentiments":[{"label":"x","score":0.5,"words":["""
                + """{"text":"a","start":0,"length":1,"effect":0},"""
                + """{"text":"b","start":2,"length":1,"effect":0}],"warnings":["no-effect"]}],"""
                + End,
            Write(
                new(Predictions.Parse("[0.5]"u8.ToArray()), V3)
                {
                    Sentiments = [new("x", 0.5)],
                    Effects =
                    [
                        [new("a", new(0, 1), 0), new("b", new(2, 1), 0)],
                    ],
                }
            )
        );

    [Fact]
    public void Write_Unsure_NamesTheNearestLabel() =>
        Assert.Equal(
            """{"predictions":[[0.30, 0.7],5e-1],"sentiments":["""
                + """{"label":"unsure","nearest":"glad","score":0.5,"probabilities":[0.25,0.25,0.5]"""
                + ""","words":[{"text":"I","start":0,"length":1,"effect":0.5}]},null],"""
                + End,
            Write(
                new(Two, V3)
                {
                    Sentiments =
                    [
                        new("unsure", 0.5) { Nearest = "glad", Probabilities = [0.25, 0.25, 0.5] },
                        null,
                    ],
                    Effects =
                    [
                        [new("I", new(0, 1), 0.5)],
                        null,
                    ],
                }
            )
        );

    [Fact]
    public void Write_Errors_StandBesideNullInTheirPlaces() =>
        Assert.Equal(
            """{"predictions":[null,[0.30, 0.7],null,5e-1,null],"sentiments":[null,"""
                + """{"label":"positive","score":0.7},null,null,null],"errors":["""
                + """{"index":0,"status":400,"detail":"Empty."},"""
                + """{"index":2,"status":422,"detail":"No."},{"index":4,"status":502,"detail":"Failed."}],"""
                + End,
            Write(
                new(Two, V3)
                {
                    Sentiments = [new("positive", 0.7), null],
                    Errors = [new(0, 400, "Empty."), new(2, 422, "No."), new(4, 502, "Failed.")],
                }
            )
        );

    [Fact]
    public void Write_ErrorsAlone_AreNull() =>
        Assert.Equal(
            """{"predictions":[null],"sentiments":[null],"errors":["""
                + """{"index":0,"status":400,"detail":"Empty."}],"""
                + End,
            Write(new(new Predictions(), V3) { Sentiments = [], Errors = [new(0, 400, "Empty.")] })
        );

    [Fact]
    public void Write_NoErrorsOfAReport_AreAnEmptyList() =>
        Assert.Equal(
            """{"predictions":[[0.30, 0.7],5e-1],"errors":[],""" + End,
            Write(new(Two, V3) { Errors = [] })
        );

    private static string Write(Answer answer)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new() { SkipValidation = true }))
        {
            AnswerWriter.Write(writer, answer);
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }
}
