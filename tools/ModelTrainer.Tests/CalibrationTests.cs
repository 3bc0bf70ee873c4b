using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Training;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class CalibrationTests
{
    [Fact]
    public void Fit_ScoresThatAreTooSure_FindsTheFrequencies()
    {
        // Of the sentences with score 4 three in four are positive, of those with score -4 one in five.
        bool[] labels = [true, true, true, false, true, false, false, false, false];
        double[] scores = [4, 4, 4, 4, -4, -4, -4, -4, -4];

        var calibration = Calibration.Fit(CorpusOf(labels), [scores]);

        Assert.Equal(0.75, calibration.Probability(4), 1e-4);
        Assert.Equal(0.2, calibration.Probability(-4), 1e-4);
    }

    [Fact]
    public void Fit_SetsOfDifferentSize_CountTheSame()
    {
        bool[] few = [true, false];
        bool[] many = [true, true, true, false, true, true, true, false];

        double[][] scores = [new double[few.Length], new double[many.Length]];

        var calibration = Calibration.Fit(CorpusOf(few, many), scores);

        Assert.Equal((0.5 + 0.75) / 2, calibration.Probability(0), 1e-4);
    }

    private static Corpus CorpusOf(params bool[][] sets) =>
        new([.. sets.Select(SetOf)], [], [], new Recipe());

    private static DataSet SetOf(bool[] labels) =>
        new("set", [.. labels.Select(label => new LabelledSentence(label, "words"))]);
}
