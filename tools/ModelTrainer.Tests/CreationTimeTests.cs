using SentimentFunction.Tools.ModelTrainer.Training;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class CreationTimeTests
{
    private static readonly DateTimeOffset Newest = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Of_NoEpoch_IsWhenTheNewestFileWasChanged(string? epoch) =>
        Assert.Equal(Newest, CreationTime.Of(epoch, [Newest.AddDays(-1), Newest, Newest.AddHours(-1)]));

    [Fact]
    public void Of_Epoch_IsThatTime()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

        Assert.Equal(time, CreationTime.Of("1700000000", [Newest]));
    }

    [Theory]
    [InlineData("today")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void Of_BadEpoch_IsRefused(string epoch)
    {
        var exception = Assert.Throws<InvalidDataException>(() => CreationTime.Of(epoch, [Newest]));

        Assert.Equal(
            $"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not \"{epoch}\".",
            exception.Message
        );
    }
}
