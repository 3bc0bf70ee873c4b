using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

/// <summary>How long a request may take.</summary>
public sealed class RequestTimeTests
{
    [Fact]
    public void Limit_UntilTheServerAnswers_IsThatOfAStart()
    {
        var time = new RequestTime(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25));
        Assert.True(time.IsServerStarting);
        Assert.Equal(TimeSpan.FromSeconds(25), time.Limit);
        Assert.Equal(TimeSpan.FromSeconds(23.75), time.CallLimit);

        time.NoteAnswer();

        Assert.False(time.IsServerStarting);
        Assert.Equal(TimeSpan.FromSeconds(10), time.Limit);
        Assert.Equal(TimeSpan.FromSeconds(9.5), time.CallLimit);
    }

    [Fact]
    public void Limit_OfAStart_IsNeverShorterThanTheUsualOne() =>
        Assert.Equal(
            TimeSpan.FromSeconds(30),
            new RequestTime(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(25)).Limit
        );

    [Fact]
    public void Limit_OfAServerThatNeedsNoStart_IsTheUsualOne()
    {
        var time = RequestTime.Of(TimeSpan.FromSeconds(10));

        Assert.False(time.IsServerStarting);
        Assert.Equal(TimeSpan.FromSeconds(10), time.Limit);
    }
}
