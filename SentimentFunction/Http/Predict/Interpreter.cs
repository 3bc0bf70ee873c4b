using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;
using SentimentFunction.Prediction.Narrowing;

namespace SentimentFunction.Http.Predict;

/// <summary>Reads what a model answered for people: sentiments, and what the words do.</summary>
/// <param name="sentiments">Reads a prediction.</param>
/// <param name="logger">Reports predictions that are not understood.</param>
public sealed partial class Interpreter(SentimentReader sentiments, ILogger<Interpreter> logger)
{
    /// <summary>Reads a result.</summary>
    /// <param name="result">The result, without failures.</param>
    /// <param name="explanation">The words that were asked about; null for none.</param>
    internal Answer Interpret(PredictionResult result, Explanation? explanation)
    {
        var predictions = explanation?.Answers(result.Predictions) ?? result.Predictions;
        var read = Read(predictions);
        return new(predictions, result.Model)
        {
            Sentiments = read,
            Effects =
                explanation is null || read is null
                    ? null
                    : ReadEffects(explanation, result.Predictions, read),
        };
    }

    /// <summary>Reads the result of a request that reports its failures.</summary>
    /// <param name="result">The result.</param>
    /// <param name="explanation">The words that were asked about; null for none.</param>
    /// <param name="report">Gets the rows that have failed.</param>
    internal Answer Interpret(PredictionResult result, Explanation? explanation, RowReport report)
    {
        LogServerFailures(result.Predictions);
        var (predicted, explained) = report.TakeOut(result, explanation);
        return Interpret(predicted, explained) with { Errors = report.Errors };
    }

    /// <summary>The sentiments that are understood; null when none of one prediction or more is.</summary>
    private Sentiment?[]? Read(Predictions predictions)
    {
        var read = new Sentiment?[predictions.Count];
        var (missing, first, firstOdd) = (0, 0, (double?)null);
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = sentiments.Read(predictions[i].Prediction, out var oddNumber);
            if (read[i] is null && missing++ == 0)
            {
                (first, firstOdd) = (i, oddNumber);
            }
        }

        LogMissing(missing, read.Length, first, firstOdd);
        return missing > 0 && missing == read.Length ? null : read;
    }

    /// <summary>One entry a request, as its caller is answered: its operator has to know.</summary>
    private void LogServerFailures(Predictions predictions)
    {
        var failures = predictions.FindFailures().Where(failure => !failure.IsRefusal()).ToList();
        if (failures is [var first, ..])
        {
            LogServerFailed(failures.Count, predictions.Count, first);
        }
    }

    /// <summary>One entry a request: of several predictions without a sentiment, the first tells what is
    /// wrong.</summary>
    private void LogMissing(int missing, int count, int first, double? oddNumber)
    {
        if (missing > 0 && oddNumber is { } number)
        {
            LogNoProbability(missing, count, first, number);
        }
        else if (missing > 0)
        {
            LogNotUnderstood(missing, count, first);
        }
    }

    private IReadOnlyList<IReadOnlyList<WordEffect>?> ReadEffects(
        Explanation explanation,
        Predictions predictions,
        Sentiment?[] read
    )
    {
        var effects = explanation.ReadEffects(predictions, read, sentiments);
        if (read.Where((sentiment, i) => sentiment is not null && effects[i] is null).Any())
        {
            LogWordsNotUnderstood();
        }

        return effects;
    }

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "{Missing} of {Count} predictions have no sentiment. Prediction {Index}, counted from 0, "
            + "has no shape in which one is found: Model__Labels and Model__Output say how to read it."
    )]
    private partial void LogNotUnderstood(int missing, int count, int index);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "{Missing} of {Count} predictions have no sentiment. Prediction {Index}, counted from 0, "
            + "holds {Number} where a probability from 0 to 1 is expected: Model__Output names the output "
            + "that holds probabilities. A logit or a percentage is none."
    )]
    private partial void LogNoProbability(int missing, int count, int index, double number);

    [LoggerMessage(
        EventId = 5,
        Level = LogLevel.Warning,
        Message = "The model server failed on {Failed} of {Count} instances, of which their caller is told "
            + "beside the predictions of the others."
    )]
    private partial void LogServerFailed(int failed, int count, Exception exception);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Warning,
        Message = "The prediction of a sentence without one of its words is not understood as that of the "
            + "sentence is, so its words are not explained."
    )]
    private partial void LogWordsNotUnderstood();
}
