using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

public sealed class PinnedVersionPredictorTests
{
    private static readonly Instances Sentence = new("[\"x\"]"u8.ToArray(), 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "v7")]
    [InlineData("v2", "v2")]
    public async Task Version_NotAskedFor_IsThePinnedOne(string? asked, string expected)
    {
        var inner = new FakePredictor();
        var predictor = new PinnedVersionPredictor(inner, "v7");

        await predictor.PredictAsync(Sentence, asked, Cancellation);
        Assert.Equal(expected, inner.AskedVersion);
        await predictor.DescribeAsync(asked, Cancellation);
        Assert.Equal(expected, inner.AskedVersion);
    }

    [Theory]
    [InlineData(
        null,
        PredictionFailure.ServerFailed,
        "The model has no version 'v7', which this function is set to use."
    )]
    [InlineData("v7", PredictionFailure.VersionNotFound, "There is none.")]
    public async Task Version_Missing_IsTheFaultOfWhoeverNamedIt(
        string? asked,
        PredictionFailure failure,
        string message
    )
    {
        var predictor = new PinnedVersionPredictor(
            new FakePredictor
            {
                Answer = _ =>
                    throw new PredictionException(PredictionFailure.VersionNotFound, "There is none."),
            },
            "v7"
        );

        foreach (
            var ask in (Func<Task>[])
                [
                    () => predictor.PredictAsync(Sentence, asked, Cancellation),
                    () => predictor.DescribeAsync(asked, Cancellation),
                ]
        )
        {
            var missing = await Assert.ThrowsAsync<PredictionException>(ask);

            Assert.Equal((failure, message), (missing.Failure, missing.Message));
        }
    }
}
