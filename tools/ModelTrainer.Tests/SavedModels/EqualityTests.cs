using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentModel;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>The exported graph, run by TensorFlow.js, says what the classifier says.</summary>
public sealed class EqualityTests
{
    private const int Sentences = 5_000;
    private const int BatchSize = 40;
    private const int Seed = 20_261_122;
    private const double Tolerance = 1e-5;

    private static readonly SentimentClassifier Model = SentimentClassifier.Embedded;

    private static readonly string[] Own =
    [
        "",
        " ",
        "\0",
        ".",
        "...",
        "I love it!",
        "I don't like it at all.",
        "Not bad, not bad at all!",
        "It couldn't be better.",
        "I can't complain",
        "cannotn't",
        "dont dont dont not not never no",
        "Good. Not good. Never a dull moment!",
        "Das ist schön",
        "中文",
        "😀😀😀",
        "not 😀 good",
        "@user http://x.y good",
        "\ufeffgood",
        "GOOD \u212a",
        "not good not very good not so very good not such a very good film",
        "never again nothing without hardly nor neither none",
        "N_good good",
        "a\ufffdb",
        "\U0010ffff",
    ];

    [Fact]
    public async Task Graph_ManySentences_GivesTheProbabilitiesAndTokensOfTheClassifier()
    {
        var tensorFlow = await TensorFlowJs.PrepareAsync();
        string[][] batches = [.. VariedSentences().Take(Sentences).Chunk(BatchSize)];

        var run = await tensorFlow.RunAsync(SavedModelBuilder.Build(Model), batches);

        Assert.Equal(batches.Length, run.Answers.Length);
        Assert.All(batches.Zip(run.Answers), pair => AssertSame(pair.First, pair.Second));
    }

    [Fact]
    public async Task Graph_BatchesWithoutTokens_GivesWhatTheClassifierDoes()
    {
        var tensorFlow = await TensorFlowJs.PrepareAsync();
        string[][] batches =
        [
            [],
            [""],
            ["", " ", "."],
            ["", "good", ""],
        ];

        var run = await tensorFlow.RunAsync(SavedModelBuilder.Build(Model), batches, allowEmpty: true);

        Assert.All(batches.Zip(run.Answers), pair => AssertSame(pair.First, pair.Second));
    }

    [Fact]
    public async Task Graph_Operations_AreThoseOfTensorFlowJsButFive()
    {
        var tensorFlow = await TensorFlowJs.PrepareAsync();

        var run = await tensorFlow.RunAsync(SavedModelBuilder.Build(Model), []);

        Assert.Equal(
            ["StringLower", "StringJoin", "StaticRegexReplace", "StringSplitV2", "UnsortedSegmentSum"],
            run.CustomOps
        );
    }

    private static IEnumerable<string> VariedSentences()
    {
        var words = Model.NGrams.Select(ngram => ngram.NGram.Replace("N_", "", StringComparison.Ordinal));
        var generator = new SentenceGenerator(Seed, [.. words]);

        return Own.Concat(Enumerable.Repeat(generator, Sentences).Select(source => source.Next()));
    }

    private static void AssertSame(string[] sentences, GraphAnswer answer)
    {
        Assert.Equal([sentences.Length, 2], answer.Shape);
        Assert.Equal("float32", answer.DType);
        Assert.Equal(sentences.Select(sentence => Tokenizer.Tokenize(sentence)), answer.Tokens);

        for (var i = 0; i < sentences.Length; i++)
        {
            var positive = Model.Classify(sentences[i]);
            Assert.Equal(1 - positive, answer.Probabilities[2 * i], Tolerance);
            Assert.Equal(positive, answer.Probabilities[(2 * i) + 1], Tolerance);
        }
    }
}
