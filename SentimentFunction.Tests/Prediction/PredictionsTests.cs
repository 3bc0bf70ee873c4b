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
            Enumerable.Range(0, predictions.Count).Select(i => Encoding.UTF8.GetString(predictions[i].Span))
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
}
