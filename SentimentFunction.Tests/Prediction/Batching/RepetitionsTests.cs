using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

public sealed class RepetitionsTests
{
    private readonly Repetitions _repetitions = new();

    [Fact]
    public void Repetitions_AtFirst_AreABurst()
    {
        Assert.False(_repetitions.TryTake(Repetitions.Burst + 1));
        Assert.True(_repetitions.TryTake(Repetitions.Burst));
        Assert.False(_repetitions.TryTake(1));
    }

    [Fact]
    public void Repetitions_AfterABurst_AreATenthOfTheCalls()
    {
        _repetitions.TryTake(Repetitions.Burst);
        for (var round = 0; round < 3; round++)
        {
            NoteCalls(19);
            Assert.False(_repetitions.TryTake(2));
            NoteCalls(1);
            Assert.True(_repetitions.TryTake(2));
        }
    }

    [Fact]
    public void Repetitions_AfterManyCalls_AreNoMoreThanABurst()
    {
        NoteCalls(1_000);

        Assert.True(_repetitions.TryTake(Repetitions.Burst));
        Assert.False(_repetitions.TryTake(1));
    }

    private void NoteCalls(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            _repetitions.NoteCall();
        }
    }
}
