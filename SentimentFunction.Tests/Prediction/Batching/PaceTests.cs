using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>Who is sent away at once, as he can't be answered in time.</summary>
public sealed class PaceTests : BatchingTest
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>How long calls take: two fit into the time of a request, three do not.</summary>
    private static readonly TimeSpan OneCall = TimeSpan.FromSeconds(4);

    /// <summary>What three calls take more than there is for one.</summary>
    private static readonly TimeSpan Late = (3 * OneCall) - RequestTime.Of(RequestLimit).CallLimit;

    public PaceTests() => Options = Options with { MaxInstances = 2 };

    [Fact]
    public void Pace_OfServerThatHasAnsweredNothing_IsNotKnown() => Assert.Null(new Pace(Time).OfCall);

    [Theory]
    [InlineData(30, true)]
    [InlineData(30.001, false)]
    public void Pace_IsKnownForHalfAMinute(double seconds, bool isKnown)
    {
        var pace = new Pace(Time);
        Note(pace, 4);
        Time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isKnown ? OneCall : null, pace.OfCall);
    }

    [Fact]
    public void Pace_IsTheShortestOfTheLastEightCalls()
    {
        var pace = new Pace(Time);
        for (var round = 0; round < 5; round++)
        {
            Note(pace, 1);
            for (var i = 0; i < 7; i++)
            {
                Note(pace, 3);
                Assert.Equal(TimeSpan.FromSeconds(1), pace.OfCall);
            }

            Note(pace, 3);
            Assert.Equal(TimeSpan.FromSeconds(3), pace.OfCall);
        }
    }

    [Fact]
    public void Pace_OfFewCalls_IsTheirShortest()
    {
        var pace = new Pace(Time);
        Note(pace, 3);
        Note(pace, 2);
        Note(pace, 5);

        Assert.Equal(TimeSpan.FromSeconds(2), pace.OfCall);
    }

    [Fact]
    public async Task Request_ThatCannotBeAnsweredInTime_IsRefusedAtOnce()
    {
        AskAtPace(OneCall);
        AskFrom(1, 3);

        var late = await AssertFailedAsync(AskAsync(4), PredictionFailure.Busy);

        Assert.Equal(
            "More requests wait for the model server than it answers in the time for one. Try again later.",
            late.Message
        );

        // The call under way takes 4 seconds, that of those who wait 4, and its own.
        Assert.Equal(Late, late.RetryAfter);
        AnswerAll();
        AssertCalls("[0]", "[1]", "[2,3]");
    }

    [Fact]
    public async Task Request_ThatIsLateByATick_IsRefused()
    {
        AskAtPace(OneCall);
        AskFrom(1, 3);
        Time.Advance(Late - Tick);

        Assert.Equal(Tick, (await AssertFailedAsync(AskAsync(4), PredictionFailure.Busy)).RetryAfter);
    }

    [Fact]
    public async Task Request_ThatIsJustInTime_IsAnswered()
    {
        AskAtPace(OneCall);
        AskFrom(1, 3);
        Time.Advance(Late);

        var inTime = AskAsync(4);
        AnswerAll();

        await AssertAnsweredAsync(inTime, 4);
    }

    [Fact]
    public async Task Request_BehindACallThatTakesLonger_IsJudgedByTheCallsThatFollow()
    {
        AskAtPace(OneCall);
        AskFrom(1, 3);
        Time.Advance(TimeSpan.FromSeconds(9));

        // The call should have ended long ago; 4 seconds for those who wait, and 4 for its own.
        AskFrom(6, 7);
        Assert.Equal(Late, (await AssertFailedAsync(AskAsync(8), PredictionFailure.Busy)).RetryAfter);
    }

    [Fact]
    public async Task Request_OfSeveralInstances_IsJudgedByItsLast()
    {
        AskAtPace(OneCall);
        _ = AskAsync(1);
        _ = AskAsync(2);

        Assert.Equal(Late, (await AssertFailedAsync(AskAsync(Of(3, 4)), PredictionFailure.Busy)).RetryAfter);
        _ = AskAsync(3);
    }

    [Fact]
    public void Requests_AtAnUnknownPace_AreNotRefused()
    {
        var requests = AskFrom(1, 1000);

        Assert.DoesNotContain(requests, request => request.IsCompleted);
    }

    [Fact]
    public void Requests_AtAPaceOfLongAgo_AreNotRefused()
    {
        AskAtPace(OneCall);
        Time.Advance(TimeSpan.FromSeconds(31));

        var requests = AskFrom(1, 1000);

        Assert.DoesNotContain(requests, request => request.IsCompleted);
    }

    [Fact]
    public void Request_ForWhichASlotIsFree_IsNotRefused()
    {
        AskAtPace(2 * RequestLimit);

        Assert.False(AskAsync(1).IsCompleted);
        Assert.True(AskAsync(2).IsCompleted);
    }

    [Fact]
    public void Requests_WhereCallsAreNotShared_AreNotRefused()
    {
        Options = Options with { MaxInstances = 1 };
        AskAtPace(2 * RequestLimit);

        Assert.DoesNotContain(AskFrom(1, 100), request => request.IsCompleted);
    }

    [Theory]
    [InlineData(2, 2 + 2 * 2 + 2 * 2 - 1)]
    [InlineData(3, 3 + 2 * 3 + 2 * 3 - 1)]
    public void Requests_AtSeveralCallsAtOnce_AreAnsweredTogether(int maxCalls, int inTime)
    {
        // With three seconds for a call, those who wait for the next two are in time: 3 + 3 + 3.
        Options = Options with { MaxCalls = maxCalls };
        AskAtPace(TimeSpan.FromSeconds(3));

        var requests = AskFrom(1, 100);

        Assert.Equal(inTime + 1, requests.Count(request => !request.IsCompleted));
    }

    [Fact]
    public void Requests_WhileACallKeepsItsSlot_AreJudgedByTheOtherSlots()
    {
        Options = Options with { MaxCalls = 2 };
        AskAtPace(TimeSpan.FromSeconds(3));
        _ = AskAsync(1);
        Server.Open[0].Fail(PredictionFailure.TimedOut);

        var requests = AskFrom(2, 100);

        // One call, and two more of two instances each.
        Assert.Equal(5, requests.Count(request => !request.IsCompleted));
    }

    [Fact]
    public void Requests_WhoseCallersAreGone_DelayNobody()
    {
        AskAtPace(OneCall);
        _ = AskAsync(1);
        using var callers = new CancellationTokenSource();
        _ = AskAsync(2, null, callers.Token);
        _ = AskAsync(3, null, callers.Token);
        callers.Cancel();

        Assert.False(AskAsync(4).IsCompleted);
        Assert.False(AskAsync(5).IsCompleted);
        Assert.True(AskAsync(6).IsCompleted);
    }

    [Fact]
    public void Requests_ForAServerThatMayBeStarting_HaveLonger()
    {
        Options = Options with { RequestTime = new(RequestLimit, TimeSpan.FromSeconds(25)) };
        AskAtPace(OneCall);

        // Calls of 4 seconds: 5 of them in 23.75 seconds, and the first holds one request.
        Assert.Equal(9, AskFrom(1, 100).Count(request => !request.IsCompleted));
    }

    [Fact]
    public void Pace_OfAnotherVersion_RefusesNobody()
    {
        AskAtPace(2 * RequestLimit);

        Assert.DoesNotContain(AskFrom(1, 100, "v1"), request => request.IsCompleted);
    }

    [Fact]
    public void Pace_OfCallsThatFailAtOnce_RefusesNobody()
    {
        AskAtPace(OneCall);
        _ = AskAsync(1);
        Server.Open[0].Fail(PredictionFailure.ServerFailed);

        Assert.DoesNotContain(AskFrom(1, 100), request => request.IsCompleted);
    }

    [Fact]
    public void Pace_OfCallsThatRunOutOfTime_IsNotKnown()
    {
        Options = Options with { MaxCalls = 2 };
        _ = AskAsync(1);
        Time.Advance(RequestLimit);
        Server.Open[0].Fail(PredictionFailure.TimedOut);

        Assert.DoesNotContain(AskFrom(1, 100), request => request.IsCompleted);
    }

    private void Note(Pace pace, double seconds)
    {
        var beganAt = Time.GetTimestamp();
        Time.Advance(TimeSpan.FromSeconds(seconds));
        pace.Note(beganAt);
    }

    /// <summary>Lets the pace be known.</summary>
    private void AskAtPace(TimeSpan taken)
    {
        _ = AskAsync(0);
        Time.Advance(taken);
        AnswerAll();
    }
}
