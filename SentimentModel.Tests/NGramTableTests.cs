using Xunit;

namespace SentimentModel.Tests;

public sealed class NGramTableTests
{
    [Fact]
    public void IndexOf_ManyNGrams_FindsEachAndNoOther()
    {
        var ngrams = Enumerable.Range(0, 5_000).Select(i => $"word{i} {i % 7}").ToList();
        var table = new NGramTable([.. string.Concat(ngrams.Select(ngram => ngram + "\n"))]);

        Assert.Equal(5_000, table.Count);
        Assert.Equal(Enumerable.Range(0, 5_000), ngrams.Select(ngram => table.IndexOf(ngram)));
        Assert.All(ngrams, ngram => Assert.Equal(-1, table.IndexOf(ngram + "!")));
    }

    [Fact]
    public void IndexOf_EmptyTable_FindsNothing() => Assert.Equal(-1, new NGramTable([]).IndexOf("word"));
}
