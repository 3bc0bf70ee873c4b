using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Narrowing;

/// <summary>One version answers a request, also in parts.</summary>
public sealed class NarrowedVersionTests : NarrowingTest
{
    private static readonly ModelVersion V4 = FakePredictor.V3 with
    {
        Version = "v4",
        Resource = "projects/p/models/sentiment/versions/v4",
    };

    [Fact]
    public async Task Version_ThatTheServerChooses_IsAskedForInOneCallWhereItDiffers()
    {
        Server.OnCall = call =>
        {
            if (call.Version is not null)
            {
                throw new PredictionException(PredictionFailure.VersionNotSelectable, "No.");
            }

            if (call.Rows.Contains(4))
            {
                throw new PredictionException(PredictionFailure.InstanceRefused, "No.");
            }
        };
        Server.Model = call => call.Json == "[3]" ? V4 : FakePredictor.V3;

        var result = await AskAsync(1, 2, 3, 4);

        AssertOutcomes(result, "1", "2", "3", "No. (3)");
        Assert.Same(FakePredictor.V3, result.Model);
        AssertCalls("[1,2,3,4]", "[1,2]", "[3,4]", "[3,4]", "[3]", "[4]", "[1,2,3]");
        Assert.Equal(1, Server.Calls.Count(call => call.Version is not null));
    }

    [Theory]
    [InlineData(PredictionFailure.InstanceRefused, PredictionFailure.Unavailable)]
    [InlineData(PredictionFailure.VersionNotFound, PredictionFailure.Unavailable)]
    [InlineData(PredictionFailure.TimedOut, PredictionFailure.TimedOut)]
    public async Task Versions_ThatDifferInTheEnd_FailTheRequest(
        PredictionFailure last,
        PredictionFailure expected
    )
    {
        Server.OnCall = call =>
        {
            if (call.Version is not null || call.Rows.Contains(4) || call.Json == "[1,2,3]")
            {
                throw new PredictionException(
                    call.Version is not null ? PredictionFailure.VersionNotSelectable
                        : call.Rows.Contains(4) ? PredictionFailure.InstanceRefused
                        : last,
                    "No."
                );
            }
        };
        Server.Model = call => call.Json == "[3]" ? V4 : FakePredictor.V3;

        await AssertFailsAsync(expected, 1, 2, 3, 4);
    }

    [Fact]
    public async Task Version_ThatIsNotKnown_AnswersInOneCall()
    {
        Server.FailOn([4], PredictionFailure.InstanceRefused);
        Server.Model = _ => FakePredictor.V3 with { Version = null, Resource = null };

        var result = await AskAsync(1, 2, 3, 4);

        AssertOutcomes(result, "1", "2", "3", "No 4. (3)");
        Assert.Null(result.Model.Version);
        AssertCalls("[1,2,3,4]", "[1,2]", "[3,4]", "[3]", "[4]", "[1,2,3]");
    }

    [Fact]
    public async Task Version_ThatIsNotKnown_NeedNotAnswerTwiceWhatItHasInOneCall()
    {
        Server.FailOn([4], PredictionFailure.InstanceRefused, isNamed: true);
        Server.Model = _ => FakePredictor.V3 with { Version = null, Resource = null };

        await AskAsync(1, 2, 3, 4);

        AssertCalls("[1,2,3,4]", "[1,2,3]");
    }

    [Fact]
    public async Task Version_ThatIsGoneInBetween_IsNoLongerTheOneThatAnswers()
    {
        Server.OnCall = call =>
        {
            if (call.Version == "v3")
            {
                throw new PredictionException(PredictionFailure.VersionNotFound, "No.");
            }

            if (call.Rows.Contains(4))
            {
                throw new PredictionException(PredictionFailure.InstanceRefused, "No.");
            }
        };
        Server.Model = call => call.Json == "[1,2]" ? FakePredictor.V3 : V4;

        var result = await AskAsync(1, 2, 3, 4);

        AssertOutcomes(result, "1", "2", "3", "No. (3)");
        Assert.Same(V4, result.Model);
        Assert.Equal("[1,2,3]", Server.Calls[^1].Json);
    }

    [Fact]
    public async Task Version_ThatTheCallerNamesAndThatIsGone_FailsTheRequest()
    {
        Server.OnCall = call =>
            throw new PredictionException(
                call.Rows.Count > 1 ? PredictionFailure.InstanceRefused : PredictionFailure.VersionNotFound,
                "No."
            );

        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            Predictor.PredictAsync(Of(1, 2), "v2", Cancellation)
        );

        Assert.Equal(PredictionFailure.VersionNotFound, failed.Failure);
    }
}
