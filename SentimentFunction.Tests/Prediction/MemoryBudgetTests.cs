using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class MemoryBudgetTests
{
    [Fact]
    public void Lease_WithinTheBudget_IsTakenAndGivenBack()
    {
        var budget = new MemoryBudget(1_000_000);

        using (var lease = new MemoryLease(budget))
        {
            lease.Add(600_000);
            lease.Remove(100_000);
            lease.Add(500_000);

            Assert.Equal(1_000_000, budget.Taken);
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void Lease_BeyondTheBudget_IsBusyAndTakesNothing()
    {
        var budget = new MemoryBudget(1_000_000);
        using var other = new MemoryLease(budget);
        other.Add(900_000);
        using var lease = new MemoryLease(budget);

        var busy = Assert.Throws<PredictionException>(() => lease.Add(100_001));

        Assert.Equal(PredictionFailure.Busy, busy.Failure);
        Assert.Equal(TimeSpan.FromSeconds(1), busy.RetryAfter);
        Assert.Equal(
            "This instance has no memory left for the request right now. Try again later.",
            busy.Message
        );
        Assert.Equal(900_000, budget.Taken);
    }

    [Fact]
    public void Lease_OfASmallPiece_IsTakenFromWhatLargeOnesLeave()
    {
        var budget = new MemoryBudget(1_000_000);
        using var large = new MemoryLease(budget);
        large.Add(1_000_000);
        using var small = new MemoryLease(budget);

        small.Add(65_536);
        small.Add(65_536);
        small.Add(65_536);

        Assert.Throws<PredictionException>(() => small.Add(65_536));
        Assert.Throws<PredictionException>(() => small.Add(65_537));
        small.Add(1_000_000 / 5 - 3 * 65_536);
    }

    [Fact]
    public void Lease_OfAnArrayThatGrows_IsTheLargerOneAlone()
    {
        var budget = new MemoryBudget(1_000);
        using var lease = new MemoryLease(budget);
        var array = lease.Allocate(3);
        "abc"u8.CopyTo(array);

        var larger = lease.Grow(array, 5);

        Assert.Equal("abc"u8.ToArray(), larger[..3]);
        Assert.Equal(5, larger.Length);
        Assert.Equal(5, budget.Taken);
    }

    [Fact]
    public void Budget_OfAProcess_IsHalfOfItsHeap()
    {
        using var lease = new MemoryLease(MemoryBudget.OfProcess());

        lease.Add(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

        Assert.Throws<PredictionException>(() => lease.Add(100_000));
    }
}
