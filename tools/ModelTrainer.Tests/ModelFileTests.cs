using SentimentFunction.Tools.ModelTrainer.Evaluation;
using SentimentModel;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class ModelFileTests
{
    [Fact]
    public void Read_WrittenFile_IsTheSame()
    {
        var card = new ModelCard("moods", "v7", new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        TrainingSetCard[] sets =
        [
            new("diary", 12, 7, new EvaluationFigures(0.75f, 0.8f, 0.05f)),
            new("letters", 200, 1, new EvaluationFigures(0.5f, float.NaN, 1f)),
        ];
        var file = ModelFileWriter.Write(new(card, sets), -0.25, [new("good", 2.54f), new("bad", -1.27f)]);

        var read = ModelFile.Read(file);

        Assert.Equal(card, read.Model.Card);
        Assert.Equal(sets, read.TrainingSets);
        Assert.Equal(file.Length, read.Bytes);
        Assert.Equal(["bad", "good"], read.Model.NGrams.Select(ngram => ngram.NGram));
    }

    [Fact]
    public void Open_WithoutAFile_ReadsTheEmbeddedModelAndWhatItWasTrainedOn()
    {
        var file = ModelFile.Open(null);

        Assert.Equal(SentimentClassifier.Embedded.Card, file.Model.Card);
        Assert.Equal(9, file.TrainingSets.Count);
        Assert.All(file.TrainingSets, set => Assert.InRange(set.Figures.Accuracy, 0.7f, 1f));
    }
}
