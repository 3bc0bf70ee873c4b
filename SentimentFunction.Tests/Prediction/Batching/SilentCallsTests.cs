using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>What calls cost that run out of time, and how a server that hangs is tried.</summary>
public sealed class SilentCallsTests : BatchingTest
{
    private const string Silent =
        "The model server does not answer, so it is left alone for a moment. Try again.";

    public SilentCallsTests() => Options = Options with { MaxCalls = 3 };

    [Theory]
    [InlineData(PredictionFailure.TimedOut)]
    [InlineData(PredictionFailure.Starting)]
    public async Task Call_ThatRunsOutOfTime_KeepsItsSlotUntilAnAnswer(PredictionFailure failure)
    {
        var requests = AskFrom(1, 4);
        AssertCalls("[1]", "[2]", "[3]");

        Server.Calls[0].Fail(failure);
        await AssertFailedAsync(requests[0], failure);
        AssertCalls("[1]", "[2]", "[3]");

        // The slot of the call that was answered, and the one that was kept.
        AskFrom(5, 5);
        _ = AskAsync(OfSize(Lane.LargestShare + 1));
        Server.Calls[1].Answer();
        Assert.Equal(3, Server.Open.Count);
        Assert.Equal("[4,5]", Server.Open[1].Json);
    }

    [Fact]
    public void Call_ThatFails_GivesSlotsBackLikeAnAnswer()
    {
        AskFrom(1, 4);
        _ = AskAsync(OfSize(Lane.LargestShare + 1));
        Server.Calls[0].Fail(PredictionFailure.TimedOut);

        Server.Calls[1].Fail(PredictionFailure.ServerFailed);

        Assert.Equal(3, Server.Open.Count);
    }

    [Fact]
    public void Call_ThatCannotConnectInTime_KeepsNoSlot()
    {
        AskFrom(1, 4);

        Server.Calls[0].Fail(PredictionFailure.ConnectTimedOut);

        AssertCalls("[1]", "[2]", "[3]", "[4]");
    }

    [Fact]
    public async Task Server_ThatAnswersNoneOfAFullSet_FailsWhoWaits()
    {
        var requests = AskFrom(1, 3);
        var waiting = AskFrom(4, 5);

        EndAll(call => call.Fail(PredictionFailure.TimedOut));

        foreach (var request in requests)
        {
            await AssertFailedAsync(request, PredictionFailure.TimedOut);
        }

        foreach (var request in waiting)
        {
            var failed = await AssertFailedAsync(request, PredictionFailure.Unavailable);
            Assert.Equal(Silent, failed.Message);
            Assert.Equal(CircuitBreaker.ProbeInterval, failed.RetryAfter);
        }

        AssertCalls("[1]", "[2]", "[3]");
    }

    [Fact]
    public async Task Server_ThatIsSlow_IsNotTakenForOneThatHangs()
    {
        for (var round = 0; round < 20; round++)
        {
            var requests = AskFrom(1, 3);
            Time.Advance(TimeSpan.FromSeconds(5));
            Server.Open[0].Fail(PredictionFailure.TimedOut);
            Server.Open[0].Fail(PredictionFailure.TimedOut);
            AnswerAll();
            await AssertAnsweredAsync(requests[2], 3);
            _ = AskAsync(4);
            AnswerAll();
            _ = AskAsync(5);
            AnswerAll();
        }
    }

    [Fact]
    public async Task Probe_OfAServerThatHung_AnswersItsCallerWhoWaitsForAMoment()
    {
        Hang();
        Time.Advance(CircuitBreaker.ProbeInterval);
        var probe = AskAsync(7);
        Time.Advance(BatchingPredictor.ProbePatience - TimeSpan.FromMilliseconds(1));
        Assert.False(probe.IsCompleted);

        AnswerAll();

        await AssertAnsweredAsync(probe, 7);
        await AssertAllSlotsAreFreeAsync();
    }

    [Fact]
    public async Task Probe_OfAServerThatHangs_SendsItsCallerAwayAfterAMoment()
    {
        Hang();
        Time.Advance(CircuitBreaker.ProbeInterval);
        var probe = AskAsync(7);

        Time.Advance(BatchingPredictor.ProbePatience);

        var told = await AssertFailedAsync(probe, PredictionFailure.Unavailable);
        Assert.Equal(Silent, told.Message);
        Assert.Equal(CircuitBreaker.ProbeInterval, told.RetryAfter);
        AnswerAll();
        await AssertAllSlotsAreFreeAsync();
    }

    [Fact]
    public async Task Probe_WhoseCallerGivesUp_GoesOn()
    {
        Hang();
        Time.Advance(CircuitBreaker.ProbeInterval);
        using var caller = new CancellationTokenSource();
        var probe = AskAsync(7, null, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.InTimeAsync());
        Assert.False(Server.Open.Single().Token.IsCancellationRequested);
        AnswerAll();
        await AssertAllSlotsAreFreeAsync();
    }

    [Fact]
    public async Task Probe_OfAServerThatFailed_LetsItsCallerWait()
    {
        for (var i = 0; i < CircuitBreaker.MinimumCalls; i++)
        {
            _ = AskAsync(1);
            Server.Open[0].Fail(PredictionFailure.ServerFailed);
        }

        Time.Advance(CircuitBreaker.ProbeInterval);
        var probe = AskAsync(7);
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(probe.IsCompleted);

        AnswerAll();

        await AssertAnsweredAsync(probe, 7);
    }

    [Theory]
    [InlineData(PredictionFailure.InstanceRefused, true)]
    [InlineData(PredictionFailure.AnswerNotUnderstood, true)]
    [InlineData(PredictionFailure.RateLimited, true)]
    [InlineData(PredictionFailure.VersionNotFound, true)]
    [InlineData(PredictionFailure.ServerFailed, false)]
    [InlineData(PredictionFailure.Unavailable, false)]
    [InlineData(PredictionFailure.ConnectionBroken, false)]
    [InlineData(PredictionFailure.TimedOut, false)]
    [InlineData(PredictionFailure.Busy, false)]
    public async Task Probe_ThatFails_OpensWhereTheServerDoesItsWork(PredictionFailure failure, bool isWell)
    {
        Hang();
        Time.Advance(CircuitBreaker.ProbeInterval);
        var probe = AskAsync(7);

        Server.Open.Single().Fail(failure);

        await AssertFailedAsync(probe, failure);
        var next = AskAsync(8);
        Assert.Equal(isWell ? 1 : 0, Server.Open.Count);
        if (!isWell)
        {
            await AssertFailedAsync(next, PredictionFailure.Unavailable);
        }
    }

    [Fact]
    public async Task Probe_OfTheConnection_ThatIsMade_OpensAllLanes()
    {
        for (var i = 0; i < Options.MaxCalls; i++)
        {
            _ = AskAsync(i, $"v{i}");
            Server.Open[0].Fail(PredictionFailure.ConnectTimedOut);
        }

        Assert.Equal(Silent, (await AssertFailedAsync(AskAsync(1), PredictionFailure.Unavailable)).Message);
        Time.Advance(CircuitBreaker.ProbeInterval);
        var probe = AskAsync(7, "v7");
        Server.Open.Single().Fail(PredictionFailure.VersionNotFound);
        await AssertFailedAsync(probe, PredictionFailure.VersionNotFound);

        await AssertAllSlotsAreFreeAsync();
    }

    [Fact]
    public async Task Connection_ThatCannotBeMade_FailsWhoWaitsInAllLanes()
    {
        Options = Options with { MaxCalls = 1 };
        _ = AskAsync(1);
        _ = AskAsync(1, "v1");
        var waiting = AskAsync(2);
        var waitingToo = AskAsync(2, "v2");

        Server.Calls[1].Fail(PredictionFailure.ConnectTimedOut);

        foreach (var request in new[] { waiting, waitingToo })
        {
            Assert.Equal(Silent, (await AssertFailedAsync(request, PredictionFailure.Unavailable)).Message);
        }

        AssertCalls("[1]", "[1]");
    }

    /// <summary>Lets a full set of calls run out of time.</summary>
    private void Hang()
    {
        AskFrom(1, Options.MaxCalls);
        EndAll(call => call.Fail(PredictionFailure.TimedOut));
    }

    private async Task AssertAllSlotsAreFreeAsync()
    {
        var requests = AskFrom(1, Options.MaxCalls);
        Assert.Equal(Options.MaxCalls, Server.Open.Count);
        AnswerAll();
        for (var i = 0; i < requests.Count; i++)
        {
            await AssertAnsweredAsync(requests[i], i + 1);
        }
    }
}
