using System.Text;
using Microsoft.Extensions.Logging;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class InterpreterTests
{
    private static readonly ModelVersion V3 = new("sentiment", "v3", "ai-platform");

    private readonly FakeLogger<Interpreter> _logger = new();
    private readonly Interpreter _interpreter;

    public InterpreterTests() => _interpreter = new(new(["negative", "positive"], null), _logger);

    [Fact]
    public void Interpret_Understood_HasASentimentEach()
    {
        var answer = Interpret("[0.75, [0.75, 0.25]]");

        Assert.Equal([new("positive", 0.75), new("negative", 0.75)], answer.Sentiments);
        Assert.Equal(2, answer.Predictions.Count);
        Assert.Same(V3, answer.Model);
        Assert.Null(answer.Effects);
        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public void Interpret_SomeNotUnderstood_ReportsTheFirstOnce()
    {
        var answer = Interpret("[0.75, \"?\", 7]");

        Assert.Equal([new("positive", 0.75), null, null], answer.Sentiments);
        AssertWarned(
            "2 of 3 predictions have no sentiment. Prediction 1, counted from 0, has no shape in which one "
                + "is found: Model__Labels and Model__Output say how to read it."
        );
    }

    [Fact]
    public void Interpret_NoneUnderstood_HasNoSentiments()
    {
        var answer = Interpret("[7.5, \"?\"]");

        Assert.Null(answer.Sentiments);
        Assert.Null(answer.Effects);
        AssertWarned(
            "2 of 2 predictions have no sentiment. Prediction 0, counted from 0, holds 7.5 where a "
                + "probability from 0 to 1 is expected: Model__Output names the output that holds "
                + "probabilities. A logit or a percentage is none."
        );
    }

    [Fact]
    public void Interpret_Explained_PicksTheSentencesOwnPredictions()
    {
        var answer = Interpret("[0.75, 0.5, 0.25, 0.375]", new Explanation(["Great", "Bad"]));

        Assert.Equal(["0.75", "0.25"], Texts(answer.Predictions));
        Assert.Equal([new("positive", 0.75), new("negative", 0.75)], answer.Sentiments);
        Assert.Equal([0.25, 0.125], answer.Effects!.Select(words => Assert.Single(words!).Effect));
        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public void Interpret_ExplainedAndNoneUnderstood_HasNoEffects()
    {
        var answer = Interpret("[\"?\", 0.5]", new Explanation(["Great"]));

        Assert.Null(answer.Sentiments);
        Assert.Null(answer.Effects);
        Assert.Single(_logger.Entries);
    }

    [Fact]
    public void Interpret_SentenceNotUnderstood_HasNoEffectsAndOneWarning()
    {
        var answer = Interpret("[0.75, 0.5, \"?\", 0.5]", new Explanation(["Great", "Odd"]));

        Assert.Null(answer.Effects![1]);
        AssertWarned(
            "1 of 2 predictions have no sentiment. Prediction 1, counted from 0, has no shape in which one "
                + "is found: Model__Labels and Model__Output say how to read it."
        );
    }

    [Fact]
    public void Interpret_WordNotUnderstood_IsReportedOnItsOwn()
    {
        var answer = Interpret("[0.75, \"?\", 0.5, 0.5]", new Explanation(["Great", "Fun"]));

        Assert.Null(answer.Effects![0]);
        Assert.NotNull(answer.Effects![1]);
        AssertWarned(
            "The prediction of a sentence without one of its words is not understood as that of the "
                + "sentence is, so its words are not explained."
        );
    }

    [Fact]
    public void Interpret_Reporting_LeavesOutTheRowsThatFailed()
    {
        var answer = Report(null, "0.75", "422", "0.25");

        Assert.Equal(["0.75", "0.25"], Texts(answer.Predictions));
        Assert.Equal([new("positive", 0.75), new("negative", 0.75)], answer.Sentiments);
        Assert.Equal([new(1, 400, "Empty."), new(2, 422, "No.")], answer.Errors!);
        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public void Interpret_ReportingAFailureOfTheServer_WarnsOnce()
    {
        var answer = Report(null, "502", "422", "502");

        Assert.Empty(answer.Sentiments!);
        Assert.Equal([502, 400, 422, 502], answer.Errors!.Select(error => error.Status));
        AssertWarned(
            "The model server failed on 2 of 3 instances, of which their caller is told beside the "
                + "predictions of the others."
        );
    }

    [Fact]
    public void Interpret_ReportingAnExplanation_FailsSentencesWithTheirWords()
    {
        var explanation = new Explanation(["Great", "Odd", "Bad"]);

        var answer = Report(explanation, "0.75", "0.5", "0.5", "422", "0.25", "0.375");

        Assert.Equal(["0.75", "0.25"], Texts(answer.Predictions));
        Assert.Equal([0.25, 0.125], answer.Effects!.Select(words => Assert.Single(words!).Effect));
        Assert.Equal([new(1, 400, "Empty."), new(2, 422, "No.")], answer.Errors!);
    }

    /// <summary>The answer to a request whose row 1 has an error already.</summary>
    private Answer Report(Explanation? explanation, params string[] outcomes)
    {
        PredictionException failed = new(PredictionFailure.ServerFailed, "Failed.");
        PredictionException refused = new(PredictionFailure.InstanceRefused, "No.");
        var rows = 1 + (explanation?.Sentences.Count ?? outcomes.Length);
        return _interpreter.Interpret(
            new(
                new([
                    .. outcomes.Select(outcome =>
                        outcome switch
                        {
                            "422" => Outcome.Of(refused),
                            "502" => Outcome.Of(failed),
                            _ => Outcome.Of(Encoding.UTF8.GetBytes(outcome)),
                        }
                    ),
                ]),
                V3
            ),
            explanation,
            new RowReport(rows, [new(1, 400, "Empty.")])
        );
    }

    private Answer Interpret(string predictions, Explanation? explanation = null) =>
        _interpreter.Interpret(new(Predictions.Parse(Encoding.UTF8.GetBytes(predictions)), V3), explanation);

    private void AssertWarned(string message) =>
        Assert.Equal(
            [(LogLevel.Warning, message)],
            _logger.Entries.Select(entry => (entry.Level, entry.Message))
        );

    private static IEnumerable<string> Texts(Predictions predictions) =>
        Enumerable
            .Range(0, predictions.Count)
            .Select(i => Encoding.UTF8.GetString(predictions[i].Prediction.Span));
}
