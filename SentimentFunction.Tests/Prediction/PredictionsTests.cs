using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class PredictionsTests
{
    [Theory]
    [InlineData("[]", new string[0])]
    [InlineData("[1]", new[] { "1" })]
    [InlineData(
        " [ 1.50e+0 ,{\"a\": [1, {}]}, \"x,]\\\"\" , [[]] , null ] ",
        new[] { "1.50e+0", "{\"a\": [1, {}]}", "\"x,]\\\"\"", "[[]]", "null" }
    )]
    public void Parse_Array_SlicesItsElementsAsTheyAre(string json, string[] elements)
    {
        var predictions = Predictions.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal(
            elements,
            Enumerable
                .Range(0, predictions.Count)
                .Select(i => Encoding.UTF8.GetString(predictions[i].Prediction.Span))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("[1")]
    [InlineData("[NaN]")]
    [InlineData("[1] 2")]
    public void Parse_AnythingElse_Throws(string json) =>
        Assert.ThrowsAny<JsonException>(() => Predictions.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Parse_AnythingElse_SaysWhatItMustBe() =>
        Assert.Equal(
            "Predictions must be a JSON array.",
            Assert.Throws<JsonException>(() => Predictions.Parse("{}"u8.ToArray())).Message
        );

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    public void Read_MoreThanExpected_KeepsOneMore(int expected, int kept)
    {
        var json = "[1,2,3] "u8.ToArray();
        var reader = new Utf8JsonReader(json);
        reader.Read();

        Assert.Equal(kept, Predictions.Read(ref reader, json, expected).Count);
        Assert.Equal(JsonTokenType.EndArray, reader.TokenType);
    }

    [Fact]
    public void Pick_Positions_TakesThoseInTheirOrder()
    {
        var picked = Predictions.Parse("[0,10,20,30]"u8.ToArray()).Slice(1, 3).Pick([2, 0]);

        Assert.Equal(2, picked.Count);
        Assert.Equal("30"u8.ToArray(), picked[0].Prediction.ToArray());
        Assert.Equal("10"u8.ToArray(), picked[1].Prediction.ToArray());
    }

    [Fact]
    public void FindFailure_OfSeveral_IsTheFirstWithItsPosition()
    {
        var why = new PredictionException(PredictionFailure.InstanceRefused, "No.")
        {
            RetryAfter = TimeSpan.FromSeconds(3),
        };
        var predictions = new Predictions(
            Outcome.Of("0.5"u8.ToArray()),
            Outcome.Of(why),
            Outcome.Of(new PredictionException(PredictionFailure.ServerFailed, "Later."))
        );

        var failure = predictions.FindFailure();

        Assert.Equal(
            (PredictionFailure.InstanceRefused, "No.", 1, TimeSpan.FromSeconds(3)),
            (failure!.Failure, failure.Message, failure.Index, failure.RetryAfter)
        );
        Assert.Equal(0, predictions.Slice(1, 1).FindFailure()!.Index);
        Assert.Null(predictions.Slice(0, 1).FindFailure());
        Assert.Equal(3, predictions.Size);
    }

    [Fact]
    public void Failures_AndPredictions_AreCountedApart()
    {
        var why = new PredictionException(PredictionFailure.InstanceRefused, "No.");
        var predictions = new Predictions(Outcome.Of(why), Outcome.Of("0.5"u8.ToArray()), Outcome.Of(why));

        Assert.Equal([why, why], predictions.FindFailures());
        Assert.Equal(1, predictions.CountPredicted());
    }
}
