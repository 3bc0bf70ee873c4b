using System.Text;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Narrowing;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Narrowing;

/// <summary>A request of rows, of which some are bad.</summary>
public abstract class NarrowingTest
{
    protected NarrowingTest() => Predictor = new(Server, Budget);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected FaultyPredictor Server { get; } = new();

    private protected MemoryBudget Budget { get; } = new(1_000_000);

    private protected NarrowingPredictor Predictor { get; }

    private protected Task<PredictionResult> AskAsync(params int[] rows) =>
        Predictor.PredictAsync(Of(rows), null, Cancellation);

    private protected async Task<PredictionException> AssertFailsAsync(
        PredictionFailure failure,
        params int[] rows
    )
    {
        var failed = await Assert.ThrowsAsync<PredictionException>(() => AskAsync(rows));
        Assert.Equal(failure, failed.Failure);
        return failed;
    }

    private protected void AssertCalls(params string[] expected) =>
        Assert.Equal(expected, Server.Calls.Select(call => call.Json));

    /// <summary>A prediction is its JSON, a failure its message and its position.</summary>
    private protected static void AssertOutcomes(PredictionResult result, params string[] expected) =>
        Assert.Equal(
            expected,
            Enumerable
                .Range(0, result.Predictions.Count)
                .Select(index => result.Predictions[index])
                .Select(outcome =>
                    outcome.Failure is { } failure
                        ? $"{failure.Message} ({failure.Index})"
                        : Encoding.UTF8.GetString(outcome.Prediction.Span)
                )
        );

    private protected static Instances Of(params int[] rows) =>
        new(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"), rows.Length);
}
