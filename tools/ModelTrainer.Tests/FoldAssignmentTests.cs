using SentimentFunction.Tools.ModelTrainer.Training;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class FoldAssignmentTests
{
    [Fact]
    public void Of_SameLetters_IsTheSameFold() =>
        Assert.Equal(FoldAssignment.Of("It's a gem!", 1_000), FoldAssignment.Of(" it 's a Gem .", 1_000));

    [Fact]
    public void Of_ManySentences_FillsAllFoldsAlike()
    {
        var sizes = Enumerable.Range(0, 10_000).CountBy(i => FoldAssignment.Of($"sentence {i}", 10)).ToList();

        Assert.Equal(10, sizes.Count);
        Assert.All(sizes, size => Assert.InRange(size.Value, 900, 1_100));
    }
}
