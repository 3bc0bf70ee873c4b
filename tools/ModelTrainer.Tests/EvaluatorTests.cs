using SentimentFunction.Tools.ModelTrainer.Evaluation;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void Evaluate_SomeRightSomeWrong_CountsThem()
    {
        var figures = Evaluator.Evaluate([new(0.9, true), new(0.6, false), new(0.4, true), new(0.1, false)]);

        Assert.Equal(0.5f, figures.Accuracy);
        Assert.Equal(0.75f, figures.Auc);
        Assert.Equal((0.1f + 0.6f + 0.6f + 0.1f) / 4, figures.CalibrationError, 1e-6f);
    }

    [Fact]
    public void Evaluate_AllTheSame_IsChance()
    {
        ScoredSentence always = new(0.75, true);

        var figures = Evaluator.Evaluate([always, always, always, always with { IsPositive = false }]);

        Assert.Equal(0.5f, figures.Auc);
        Assert.Equal(0f, figures.CalibrationError);
    }

    [Fact]
    public void Evaluate_Certainty_IsInTheLastBin()
    {
        var figures = Evaluator.Evaluate([new(1, true), new(0.95, false), new(0, false)]);

        Assert.Equal((1.95f - 1) / 3, figures.CalibrationError, 1e-6f);
    }

    [Fact]
    public void Evaluate_OneClass_HasNoAuc() =>
        Assert.Equal(float.NaN, Evaluator.Evaluate([new(0.9, true), new(0.1, true)]).Auc);

    [Fact]
    public void Mean_SetWithoutAuc_IsLeftOutOfThatMean()
    {
        var mean = Evaluator.Mean([new(0.5f, 0.8f, 0.1f), new(1f, float.NaN, 0.3f)]);

        Assert.Equal(0.75f, mean.Accuracy);
        Assert.Equal(0.8f, mean.Auc);
        Assert.Equal(0.2f, mean.CalibrationError, 1e-6f);
    }
}
