using System.Text;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Narrowing;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Narrowing;

public sealed class InstanceRowsTests
{
    private static readonly Instances Six = new("[1,2,3,4,5,6]"u8.ToArray(), 6);

    [Theory]
    [InlineData(null, 6, "2", "[3,2]")]
    [InlineData(new[] { 2, 3, 1 }, 3, "5", "[6,3,4,5]")]
    public void Rows_HaveTheInstancesOfTheirSizes(int[]? sizes, int count, string third, string picked)
    {
        var rows = new InstanceRows(Six, sizes);
        using var memory = new MemoryLease(new(100));

        Assert.Equal(count, rows.Count);
        Assert.Equal(third, string.Join(' ', rows.InstancesOf(2)));
        Assert.Equal(picked, Encoding.UTF8.GetString(rows.Pick([2, 1], memory).Json.Span));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, null)]
    public void Find_Instance_IsInTheRowsThatWereAskedAbout(int index, int? position) =>
        Assert.Equal(position, new InstanceRows(Six, [2, 3, 1]).Find([2, 1], index));
}
