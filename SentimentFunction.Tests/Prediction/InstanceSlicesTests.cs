using System.Text;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class InstanceSlicesTests
{
    private readonly MemoryBudget _budget = new(100);

    [Theory]
    [InlineData(new[] { 0 }, "[1.50e+0]")]
    [InlineData(new[] { 1, 3 }, "[{\"a\": [1, {}]},[[]]]")]
    [InlineData(new[] { 2, 0 }, "[\"x,]\\\"\",1.50e+0]")]
    public void Pick_Positions_AreThoseInstancesAsTheyAre(int[] positions, string json)
    {
        var all = new Instances(
            Encoding.UTF8.GetBytes("[ 1.50e+0 ,{\"a\": [1, {}]}, \"x,]\\\"\" , [[]] ]"),
            4
        )
        {
            RequestId = "request-7",
        };
        using var memory = new MemoryLease(_budget);

        var some = new InstanceSlices(all).Pick(positions, memory);

        Assert.Equal(json, Encoding.UTF8.GetString(some.Json.Span));
        Assert.Equal((positions.Length, "request-7"), (some.Count, some.RequestId));
        Assert.Equal(json.Length, _budget.Taken);
    }

    [Fact]
    public void Pick_WithoutMemory_IsRefused()
    {
        using var memory = new MemoryLease(new(1));

        Assert.Throws<PredictionException>(() =>
            new InstanceSlices(new("[1,2]"u8.ToArray(), 2)).Pick([0], memory)
        );
    }
}
