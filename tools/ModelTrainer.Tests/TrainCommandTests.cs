using System.Xml.Linq;
using SentimentModel;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();
    private readonly string _data;

    public TrainCommandTests()
    {
        _data = Path.GetDirectoryName(_tool.Write("data/plain.tsv", TinyData.Plain))!;
        _tool.Write("data/negated.tsv", TinyData.Negated);
        _tool.Write("lexicon.tsv", TinyData.Lexicon);
    }

    [Fact]
    public void Train_TinyData_LearnsIt()
    {
        Assert.Equal(0, Train("a.model"));

        var model = Load("a.model");
        Assert.InRange(model.Classify("The cake was lovely"), 0.9f, 1f);
        Assert.InRange(model.Classify("The cake was dreadful"), 0f, 0.1f);
        Assert.InRange(model.Classify("The cake isn't lovely"), 0f, 0.1f);
        Assert.InRange(model.Classify("The cake isn't dreadful"), 0.9f, 1f);
    }

    [Fact]
    public void Train_Options_GoIntoTheCard()
    {
        Train("a.model", "--name", "moods", "--version", "v9", "--created-at", "2026-11-20T10:00:00+01:00");

        var file = ModelFile.Open(new FileInfo(_tool.PathOf("a.model")));
        var card = file.Model.Card;
        Assert.Equal(("moods", "v9"), (card.Name, card.Version));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), card.CreatedAt);
        Assert.Equal(["negated", "plain"], file.TrainingSets.Select(set => set.Name));
        Assert.All(file.TrainingSets, set => Assert.Equal((70, 35), (set.Rows, set.PositiveRows)));
    }

    [Fact]
    public void Train_Phrases_LearnsThemToo()
    {
        var phrases = _tool.Write("phrases.tsv", "1\tcan't complain\n1\tcannot complain");

        Train("a.model");
        Train("b.model", "--phrases", phrases);

        Assert.InRange(Load("b.model").Classify("I can't complain"), 0.6f, 1f);
        Assert.True(
            Load("b.model").Classify("I can't complain") > Load("a.model").Classify("I can't complain")
        );
    }

    [Fact]
    public void Train_LexiconWordInNoSentence_IsLearnt()
    {
        _tool.Write("lexicon.tsv", [.. TinyData.Lexicon, "2.5\tsplendid", "-2.5\tghastly"]);

        Train("a.model");

        Assert.InRange(Load("a.model").Classify("splendid"), 0.9f, 1f);
        Assert.InRange(Load("a.model").Classify("ghastly"), 0f, 0.1f);
    }

    [Fact]
    public void Train_SingleWords_KnowsNoPairs()
    {
        Train("a.model", "--longest-ngram", "1");

        Assert.DoesNotContain(Load("a.model").NGrams, ngram =>
            ngram.NGram.Contains(' ', StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Train_CalibrationPlot_IsDrawn()
    {
        Train("a.model", "--calibration-plot", _tool.PathOf("plot.svg"));

        var plot = XDocument.Load(_tool.PathOf("plot.svg")).Root!;
        Assert.Equal("{http://www.w3.org/2000/svg}svg", plot.Name.ToString());
        var discs = plot.Elements("{http://www.w3.org/2000/svg}circle").Select(disc => disc.Value).ToArray();
        Assert.Contains(discs, disc =>
            disc.EndsWith("observed 0.0 %, 70 sentences", StringComparison.Ordinal)
        );
        Assert.Contains(discs, disc =>
            disc.EndsWith("observed 100.0 %, 70 sentences", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Train_SameFiles_GivesTheSameBytes()
    {
        Train("a.model");
        Train("b.model");

        Assert.Equal(File.ReadAllBytes(_tool.PathOf("a.model")), File.ReadAllBytes(_tool.PathOf("b.model")));
    }

    [Fact]
    public void Train_WithoutATime_TakesThatOfTheNewestFile()
    {
        var newest = new DateTime(2099, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(_data, "plain.tsv"), newest);

        Train("a.model");

        Assert.Equal(newest, Load("a.model").Card.CreatedAt);
    }

    [Fact]
    public void Train_Always_ReportsProgressAndFigures()
    {
        Train("a.model", "--created-at", "2026-11-20T09:00:00Z");

        var progress = _tool.Error.TrimEnd().Split('\n');
        Assert.Equal(12, progress.Length);
        Assert.Matches(@"^  5% +\d+\.\ds  read 140 sentences with \d+ n-grams$", progress[0]);
        Assert.Matches(@"^ 14% +\d+\.\ds  cross-validated 1 of 10 folds, \d+ iterations$", progress[1]);
        Assert.Matches(@"^100% +\d+\.\ds  fitted \d+ n-grams, \d+ iterations$", progress[^1]);
        Assert.Matches(@"\nplain +70 +35 +100\.0 +100\.0 +\d\.\d\n", _tool.Output);
        Assert.Matches(@"a\.model: [\d,]+ bytes, created 2026-11-20 09:00:00Z\n$", _tool.Output);
    }

    [Theory]
    [InlineData("2\tneither", "expected 0 or 1, a tab and a text, found \"2\tneither\".")]
    [InlineData("1 no tab", "expected 0 or 1, a tab and a text, found \"1 no tab\".")]
    public void Train_BadRow_NamesFileAndLine(string row, string complaint)
    {
        var path = _tool.Write("data/bad.tsv", "1\tgood", row);

        Assert.Equal(1, Train("a.model"));
        Assert.Equal($"{path}, line 2: {complaint}\n", _tool.Error);
        Assert.False(File.Exists(_tool.PathOf("a.model")));
    }

    [Fact]
    public void Train_BadLexicon_NamesFileAndLine()
    {
        var path = _tool.Write("lexicon.tsv", "2.5\tgood", "", "fine\tgood");

        Assert.Equal(1, Train("a.model"));
        Assert.Equal(
            $"{path}, line 3: expected a number, a tab and a word, found \"fine\tgood\".\n",
            _tool.Error
        );
    }

    [Fact]
    public void Train_OnlyOneClass_IsRefused()
    {
        _tool.Write("data/glad.tsv", "1\tgood", "1\tbetter");

        Assert.Equal(1, Train("a.model"));
        Assert.Equal("glad has only positive sentences; a model is trained on both kinds.\n", _tool.Error);
    }

    [Fact]
    public void Train_NothingInCommon_IsRefused()
    {
        Directory.Delete(_data, recursive: true);
        _tool.Write("data/odd.tsv", "1\tgood", "0\tbad");
        File.Delete(_tool.PathOf("lexicon.tsv"));
        _tool.Write("lexicon.tsv");

        Assert.Equal(1, Train("a.model"));
        Assert.EndsWith(
            "There is too little to train on: no n-gram is in 2 sentences.\n",
            _tool.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Train_EmptyFolder_IsRefused()
    {
        Directory.Delete(_data, recursive: true);
        Directory.CreateDirectory(_data);

        Assert.Equal(1, Train("a.model"));
        Assert.Equal($"{_data} has no files that end in .tsv.\n", _tool.Error);
    }

    [Fact]
    public void Train_NoFolderForTheModel_IsRefusedBeforeTraining()
    {
        Assert.Equal(1, Train("nowhere/a.model"));
        Assert.Equal($"There is no folder {_tool.PathOf("nowhere")} for the file.\n", _tool.Error);
    }

    [Fact]
    public void Train_WithoutOptions_NamesThose()
    {
        Assert.NotEqual(0, _tool.Run("train"));
        Assert.Contains("Option '--data' is required.", _tool.Error, StringComparison.Ordinal);
        Assert.Contains("Option '--out' is required.", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_BadTime_SaysWhatATimeIs()
    {
        Assert.NotEqual(0, Train("a.model", "--created-at", "yesterday"));
        Assert.StartsWith(
            "--created-at must be a time such as 2026-11-22T09:00:00Z, not \"yesterday\".",
            _tool.Error,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _tool.Dispose();

    private int Train(string model, params string[] more) =>
        _tool.Run([
            "train",
            "--data",
            _data,
            "--lexicon",
            _tool.PathOf("lexicon.tsv"),
            "--out",
            _tool.PathOf(model),
            .. more,
        ]);

    private SentimentClassifier Load(string model)
    {
        using var file = File.OpenRead(_tool.PathOf(model));
        return SentimentClassifier.Load(file);
    }
}
