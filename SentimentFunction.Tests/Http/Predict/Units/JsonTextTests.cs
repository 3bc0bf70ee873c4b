using System.Text;
using System.Text.Json;
using SentimentFunction.Http.Predict;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("\"\"", 0, true)]
    [InlineData("\" \\t\\u00a0\\u3000\"", 4, true)]
    [InlineData("\"I love it\"", 9, false)]
    [InlineData("\" x \"", 3, false)]
    [InlineData("\"\\u0041\\n\\\"\"", 3, false)]
    [InlineData("\"é很😀\"", 3, false)]
    [InlineData("\"\\ud83d\\ude00x\\ud83d\\ude00\"", 3, false)]
    public void TryMeasure_Text_CountsCodePoints(string json, int length, bool isBlank)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();

        Assert.True(JsonText.TryMeasure(ref reader, out var measured, out var blank));

        Assert.Equal((length, isBlank), (measured, blank));
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"x\\udfff\"")]
    [InlineData("\"\\ude00\\ud83d\"")]
    public void TryMeasure_HalfASurrogatePair_IsNoText(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();

        Assert.False(JsonText.TryMeasure(ref reader, out var length, out var isBlank));

        Assert.Equal((0, false), (length, isBlank));
    }
}
