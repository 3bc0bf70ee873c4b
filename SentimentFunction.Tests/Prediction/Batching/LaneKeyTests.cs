using System.Text;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

public sealed class LaneKeyTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "v3", true)]
    [InlineData("v3", "v3", true)]
    [InlineData("v3", null, false)]
    [InlineData("v3", "v4", false)]
    [InlineData("V3", "v3", false)]
    public void Version_ThatTheFunctionUsesAnyway_IsTheDefaultOne(
        string? version,
        string? configured,
        bool isDefault
    )
    {
        var key = LaneKey.Of(Of("", ""), version, configured);

        Assert.Equal(isDefault, key.IsDefault);
        Assert.Equal(isDefault ? null : version, key.Version);
    }

    [Fact]
    public void Version_OfAPinnedPart_IsTheDefaultOne() =>
        Assert.True(LaneKey.Of(Of("", "") with { IsPinned = true }, "v7", null).IsDefault);

    [Theory]
    [InlineData("a", "b", true)]
    [InlineData("", "", false)]
    [InlineData("a", "", false)]
    [InlineData("", "b", false)]
    [InlineData("ab", "", false)]
    [InlineData("", "ab", false)]
    [InlineData("a", "c", false)]
    [InlineData("c", "b", false)]
    public void Key_OfTheSameSignatureAndParameters_IsTheSame(
        string signature,
        string parameters,
        bool isSame
    )
    {
        var one = LaneKey.Of(Of("a", "b"), "v1", null);
        var other = LaneKey.Of(Of(signature, parameters), "v1", null);

        Assert.Equal(isSame, one == other);
        Assert.Equal(isSame, one.GetHashCode() == other.GetHashCode());
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("", "b")]
    public void Key_WithSignatureOrParameters_IsNotTheDefaultOne(string signature, string parameters) =>
        Assert.False(LaneKey.Of(Of(signature, parameters), null, null).IsDefault);

    private static Instances Of(string signature, string parameters) =>
        new("[1]"u8.ToArray(), 1)
        {
            SignatureName = Encoding.UTF8.GetBytes(signature),
            Parameters = Encoding.UTF8.GetBytes(parameters),
        };
}
