using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Training;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class CorpusTests
{
    private static readonly DataSet Small = Set("small", positive: 3, negative: 1);
    private static readonly DataSet Large = Set("large", positive: 24, negative: 40);

    [Fact]
    public void Sets_UnevenClasses_KeepTheirShares()
    {
        var corpus = new Corpus([Small], [], [], new Recipe());

        Assert.All(corpus.Sets[0], document => Assert.Equal(1, document.Weight));
    }

    [Fact]
    public void Sets_OfSeveralSizes_CountByThePowerOfTheRecipe()
    {
        var corpus = new Corpus([Small, Large], [], [], new Recipe { SetBalance = 0.5 });

        double[] counts = [.. corpus.Sets.Select(set => set.Sum(document => document.Weight))];
        Assert.Equal(Math.Sqrt(64.0 / 4), counts[1] / counts[0], tolerance: 1e-9);
        Assert.Equal(68, counts.Sum(), tolerance: 1e-9);
    }

    private static DataSet Set(string name, int positive, int negative) =>
        new(
            name,
            [
                .. Enumerable.Repeat(new LabelledSentence(true, "good"), positive),
                .. Enumerable.Repeat(new LabelledSentence(false, "bad"), negative),
            ]
        );
}
