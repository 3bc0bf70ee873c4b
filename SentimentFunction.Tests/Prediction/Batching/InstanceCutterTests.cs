using System.Text;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

public sealed class InstanceCutterTests
{
    [Theory]
    [InlineData("[1]", 1, 1, "[1]")]
    [InlineData("[1,2,3,4]", 4, 2, "[1,2] [3,4]")]
    [InlineData("[1,2,3,4,5]", 5, 2, "[1,2] [3,4] [5]")]
    [InlineData("[1,2,3]", 3, 1, "[1] [2] [3]")]
    [InlineData("[1,2,3]", 3, 3, "[1,2,3]")]
    [InlineData("[1,2,3]", 3, 9, "[1,2,3]")]
    [InlineData(
        """ [ {"a":[1,2]} ,"],[", [[3],4] , null ] """,
        4,
        3,
        """[{"a":[1,2]} ,"],[", [[3],4]] [null]"""
    )]
    public void Instances_AreCutIntoAsFewPartsAsPossible(string json, int count, int most, string expected)
    {
        var budget = new MemoryBudget(1_000_000);
        using (var memory = new MemoryLease(budget))
        {
            var parts = InstanceCutter.Cut(new(Encoding.UTF8.GetBytes(json), count), most, memory);

            var texts = parts.Select(part => Encoding.UTF8.GetString(part.Json.Span)).ToList();
            Assert.Equal(expected, string.Join(' ', texts));
            Assert.Equal(count, parts.Sum(part => part.Count));
            Assert.All(parts, part => Assert.InRange(part.Count, 1, most));
            Assert.All(parts, part => Assert.True(part.IsPart));
            Assert.Equal(texts.Sum(text => text.Length), budget.Taken);
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void Parts_HaveWhatTheRequestHas()
    {
        var whole = new Instances("[1,2]"u8.ToArray(), 2)
        {
            SignatureName = "\"s\""u8.ToArray(),
            Parameters = "{}"u8.ToArray(),
            RequestId = "id",
        };

        using var memory = new MemoryLease(new(100));
        var parts = InstanceCutter.Cut(whole, 1, memory);

        Assert.All(parts, part =>
            Assert.Equal(whole with { Json = part.Json, Count = 1, IsPart = true }, part)
        );
    }

    [Fact]
    public void Instances_WithoutMemoryForTheirParts_AreRefused()
    {
        using var memory = new MemoryLease(new(4));

        var refused = Assert.Throws<PredictionException>(() =>
            InstanceCutter.Cut(new("[1,2]"u8.ToArray(), 2), 1, memory)
        );

        Assert.Equal(PredictionFailure.Busy, refused.Failure);
    }
}
