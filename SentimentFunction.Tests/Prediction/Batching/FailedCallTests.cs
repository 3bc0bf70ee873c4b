using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>What becomes of requests whose call fails for all of them.</summary>
public sealed class FailedCallTests : BatchingTest
{
    /// <summary>The calls that are answered before those that fail.</summary>
    private const int Answered = 2;

    [Theory]
    [InlineData(PredictionFailure.RateLimited)]
    [InlineData(PredictionFailure.Unavailable)]
    [InlineData(PredictionFailure.ConnectionBroken)]
    [InlineData(PredictionFailure.Unreachable)]
    [InlineData(PredictionFailure.VersionNotFound)]
    [InlineData(PredictionFailure.VersionNotSelectable)]
    [InlineData(PredictionFailure.Busy)]
    [InlineData(PredictionFailure.TimedOut)]
    [InlineData(PredictionFailure.ConnectTimedOut)]
    [InlineData(PredictionFailure.Starting)]
    public async Task Call_ThatFailsForAll_IsNotRepeated(PredictionFailure failure)
    {
        Options = Options with { MaxCalls = 2 };
        AskFrom(8, 9);
        var requests = AskFrom(1, 3);
        Server.Calls[0].Answer();

        Server.Calls[2].Fail(failure, 1);

        AssertCalls("[8]", "[9]", "[1,2,3]");
        foreach (var request in requests)
        {
            Assert.Equal("It failed.", (await AssertFailedAsync(request, failure)).Message);
        }
    }

    [Fact]
    public async Task Call_ThatFails_LetsWhoWaitsLeave()
    {
        var failed = AskAsync(1);
        var waiting = AskAsync(2);

        Server.Calls[0].Fail(PredictionFailure.ServerFailed);
        AnswerAll();

        await AssertFailedAsync(failed, PredictionFailure.ServerFailed);
        await AssertAnsweredAsync(waiting, 2);
    }

    [Fact]
    public async Task Call_ThatFailsForReasonsOfThisProcess_FailsItsRequests()
    {
        var requests = Share(1, 2);
        var waiting = AskAsync(3);

        Server.Open[0].Fail(new InvalidOperationException("A bug."));
        AnswerAll();

        foreach (var request in requests)
        {
            var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => request.InTimeAsync());
            Assert.Equal("A bug.", bug.Message);
        }

        await AssertAnsweredAsync(waiting, 3);
        AssertCalls("[0]", "[1,2]", "[3]");
    }

    [Fact]
    public async Task Call_WithTooFewRows_AnswersNobodyWithAnothersAndGoesOn()
    {
        var requests = Share(1, 2);
        var waiting = AskAsync(3);

        Server.Open[0].Answer("[1]");
        AnswerAll();

        await AssertAnsweredAsync(requests[0], 1);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => requests[1].InTimeAsync());
        await AssertAnsweredAsync(waiting, 3);
    }

    [Fact]
    public async Task Call_OfAServerThatIsLeftAloneMeanwhile_IsNotRepeated()
    {
        Options = Options with { MaxCalls = 2 };
        var late = ShareAfterAnswers();
        for (var i = 0; i < CircuitBreaker.MinimumCalls - Answered; i++)
        {
            var failing = AskAsync(7);
            Server.Open[^1].Fail(PredictionFailure.Unavailable);
            await AssertFailedAsync(failing, PredictionFailure.Unavailable);
        }

        var calls = Server.Calls.Count;
        Server.Open.Single().Fail(PredictionFailure.ServerFailed);

        Assert.Equal(calls, Server.Calls.Count);
        foreach (var request in late)
        {
            Assert.Equal(
                "The model server has failed too often lately, so it is left alone for a moment. Try again.",
                (await AssertFailedAsync(request, PredictionFailure.Unavailable)).Message
            );
        }
    }

    [Fact]
    public async Task Call_WhenNoConnectionCanBeMadeMeanwhile_IsNotRepeated()
    {
        Options = Options with { MaxCalls = 2 };
        var late = ShareAfterAnswers();
        for (var i = 0; i < CircuitBreaker.MinimumCalls - Answered; i++)
        {
            var failing = AskAsync(7, "v7");
            Server.Open[^1].Fail(PredictionFailure.Unreachable);
            await AssertFailedAsync(failing, PredictionFailure.Unreachable);
        }

        var calls = Server.Calls.Count;
        Server.Open.Single().Fail(PredictionFailure.InstanceRefused);

        Assert.Equal(calls, Server.Calls.Count);
        foreach (var request in late)
        {
            await AssertFailedAsync(request, PredictionFailure.Unavailable);
        }
    }

    /// <summary>Two requests that share the only call under way.</summary>
    private List<Task<PredictionResult>> ShareAfterAnswers()
    {
        AskFrom(8, 9);
        var requests = AskFrom(1, 2);
        Server.Calls[0].Answer();
        Server.Calls[1].Answer();
        Assert.Equal("[1,2]", Server.Open.Single().Json);
        return requests;
    }
}
