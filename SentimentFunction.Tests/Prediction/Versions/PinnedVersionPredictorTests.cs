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
    [InlineData(null, PredictionFailure.ServerFailed)]
    [InlineData("v7", PredictionFailure.VersionNotFound)]
    public async Task Version_Missing_IsTheFaultOfWhoeverNamedIt(string? asked, PredictionFailure failure)
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
            Assert.Equal(failure, (await Assert.ThrowsAsync<PredictionException>(ask)).Failure);
        }
    }
}
