using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SentimentModel.Tests;

public sealed class SentimentClassifierTests
{
    private const int LargestFile = 256 * 1024;

    private static readonly SentimentClassifier Model = SentimentClassifier.Embedded;

    [Theory]
    [InlineData("I love this place, the staff are wonderful!")]
    [InlineData("An excellent phone, highly recommended.")]
    [InlineData("What a beautiful and moving film.")]
    [InlineData("thank you so much, you made my day :)")]
    [InlineData("Works perfectly and looks great.")]
    public void Classify_PositiveSentence_IsAboveOneHalf(string sentence) =>
        Assert.InRange(Model.Classify(sentence), 0.8f, 1f);

    [Theory]
    [InlineData("I hate this place, the staff are rude.")]
    [InlineData("A terrible phone, it broke after two days.")]
    [InlineData("The worst and most boring film of the year.")]
    [InlineData("I don't like it at all.")]
    [InlineData("Not worth the money, a complete waste of time.")]
    public void Classify_NegativeSentence_IsBelowOneHalf(string sentence) =>
        Assert.InRange(Model.Classify(sentence), 0f, 0.2f);

    [Theory]
    [InlineData("")]
    [InlineData("    ")]
    [InlineData("中文")]
    [InlineData("\U00010000\u0301")]
    [InlineData("\0")]
    public void Classify_NothingKnown_IsUndecided(string sentence) =>
        Assert.InRange(Model.Classify(sentence), 0.2f, 0.8f);

    [Fact]
    public void Classify_AnyText_IsAProbability()
    {
        var characters = Gen.Choose(0, char.MaxValue).Select(code => (char)code);
        var texts = characters.ArrayOf().Select(array => new string(array)).ToArbitrary();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true),
            Prop.ForAll(texts, text => Model.Classify(text) is >= 0f and <= 1f)
        );
    }

    [Fact]
    public void Classify_VeryLongText_IsAProbability()
    {
        var text = string.Concat(Enumerable.Repeat("it is not a bad idea, ", 50_000));

        Assert.InRange(Model.Classify(text), 0f, 1f);
    }

    [Fact]
    public void Classify_ManyThreads_AllSeeTheSame()
    {
        string[] sentences = ["good", "bad", "not good at all", "what a lovely day", ""];
        float[] expected = [.. sentences.Select(sentence => Model.Classify(sentence))];

        Parallel.For(0, 2_000, i =>
            Assert.Equal(expected[i % expected.Length], Model.Classify(sentences[i % sentences.Length]))
        );
    }

    [Fact]
    public void Classify_AfterTheFirstTime_AllocatesNothing()
    {
        const string sentence = "The food was great, but I don't think that we'll be back!";
        Model.Classify(sentence);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Model.Classify(sentence);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Classify_Sentence_IsTheLogisticFunctionOfItsNGrams()
    {
        var weights = Model.NGrams.ToDictionary(ngram => ngram.NGram, ngram => ngram.Weight);
        string[] known = ["very", "good", "very good"];
        var score = Model.Bias + (known.Sum(ngram => weights[ngram]) / MathF.Sqrt(known.Length));

        Assert.Equal(1 / (1 + MathF.Exp(-score)), Model.Classify("Very good"), 1e-5);
    }

    [Fact]
    public void Embedded_Always_IsTheSameModel() => Assert.Same(Model, SentimentClassifier.Embedded);

    [Fact]
    public void Embedded_Card_NamesTheModel()
    {
        var card = Model.Card;

        Assert.Equal("sentiment", card.Name);
        Assert.Equal("v2", card.Version);
        Assert.True(card.CreatedAt > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void Embedded_File_IsSmall()
    {
        using var file = SentimentClassifier.OpenEmbedded();

        Assert.InRange(file.Length, 1, LargestFile);
    }

    [Fact]
    public void NGrams_Always_AreInOrdinalOrder()
    {
        var ngrams = Model.NGrams.Select(ngram => ngram.NGram).ToList();

        Assert.Equal(ngrams.Order(StringComparer.Ordinal), ngrams);
    }
}
