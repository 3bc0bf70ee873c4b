using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class InstancesTests
{
    private static readonly ReadOnlyMemory<byte> Body = "[1]\"s\"{}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Own = "[2]"u8.ToArray();

    [Fact]
    public void IsIndependent_OfABodyThatNothingIsPartOf() =>
        Assert.True(new Instances(Own, 1) { SignatureName = Own, Parameters = Own }.IsIndependentOf(Body));

    [Fact]
    public void IsIndependent_OfABodyThatAPartIsOf_IsNot()
    {
        Assert.False(
            new Instances(Body[..3], 1) { SignatureName = Own, Parameters = Own }.IsIndependentOf(Body)
        );
        Assert.False(
            new Instances(Own, 1) { SignatureName = Body[3..6], Parameters = Own }.IsIndependentOf(Body)
        );
        Assert.False(
            new Instances(Own, 1) { SignatureName = Own, Parameters = Body[6..] }.IsIndependentOf(Body)
        );
    }

    [Fact]
    public void Size_OfACall_IsThatOfAllParts()
    {
        var instances = new Instances(new byte[1_000], 1)
        {
            SignatureName = new byte[200],
            Parameters = new byte[30],
        };

        Assert.Equal(1_230 + 64, PayloadLimit.SizeOf(instances));
        Assert.Equal(230 + 7 + 64, PayloadLimit.SizeOf(instances, 7));
    }
}
