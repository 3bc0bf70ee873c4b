using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>What becomes of a call when its callers give up.</summary>
public sealed class GivingUpTests : BatchingTest, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task Caller_WhoHasGivenUpBefore_IsNotAskedFor()
    {
        await _caller.CancelAsync();

        await AssertCanceledAsync(AskAsync(1, null, _caller.Token));

        AssertCalls();
    }

    [Fact]
    public async Task Caller_WhoGivesUpWaiting_IsNotInTheCall()
    {
        _ = AskAsync(0);
        _ = AskAsync(1);
        var impatient = AskAsync(2, null, _caller.Token);
        _ = AskAsync(3);

        await _caller.CancelAsync();
        AnswerAll();

        await AssertCanceledAsync(impatient);
        AssertCalls("[0]", "[1,3]");
    }

    [Fact]
    public async Task Caller_WhoGivesUpDuringTheCall_LeavesItToTheOthers()
    {
        _ = AskAsync(0);
        var impatient = AskAsync(1, null, _caller.Token);
        var patient = AskAsync(2);
        Server.Calls[0].Answer();

        await _caller.CancelAsync();

        await AssertCanceledAsync(impatient);
        Assert.False(Server.Open[0].Token.IsCancellationRequested);
        AnswerAll();
        await AssertAnsweredAsync(patient, 2);
    }

    [Fact]
    public async Task Caller_WhoGivesUpDuringACallThatFails_IsNotRepeated()
    {
        _ = AskAsync(0);
        _ = AskAsync(1);
        var impatient = AskAsync(2, null, _caller.Token);
        _ = AskAsync(3);
        Server.Calls[0].Answer();
        await _caller.CancelAsync();

        Server.Open[0].Fail(PredictionFailure.InstanceRefused);
        AnswerAll();

        await AssertCanceledAsync(impatient);
        AssertCalls("[0]", "[1,2,3]", "[1]", "[3]");
    }

    [Fact]
    public async Task Caller_WhoGivesUpBeforeHisPartLeaves_IsNotInIt()
    {
        _ = AskAsync(0);
        _ = AskAsync(1);
        _ = AskAsync(2);
        var impatient = AskAsync(3, null, _caller.Token);
        _ = AskAsync(4);
        Server.Calls[0].Answer();
        Server.Open[0].Fail(PredictionFailure.InstanceRefused);

        await _caller.CancelAsync();
        AnswerAll();

        await AssertCanceledAsync(impatient);
        AssertCalls("[0]", "[1,2,3,4]", "[1,2]", "[4]");
    }

    [Fact]
    public async Task Caller_WhoGivesUpAfterTheAnswer_HasIt()
    {
        var answered = AskAsync(1, null, _caller.Token);
        AnswerAll();
        await AssertAnsweredAsync(answered, 1);

        await _caller.CancelAsync();

        await AssertAnsweredAsync(answered, 1);
        Assert.False(Server.Calls[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Callers_WhoAllGiveUp_EndTheCall()
    {
        using var second = new CancellationTokenSource();
        _ = AskAsync(0);
        var one = AskAsync(1, null, _caller.Token);
        var other = AskAsync(2, null, second.Token);
        Server.Calls[0].Answer();
        var waiting = AskAsync(3);

        await _caller.CancelAsync();
        Assert.False(Server.Calls[1].Token.IsCancellationRequested);
        await second.CancelAsync();

        Assert.True(Server.Calls[1].Token.IsCancellationRequested);
        await AssertCanceledAsync(one);
        await AssertCanceledAsync(other, second);
        AnswerAll();
        await AssertAnsweredAsync(waiting, 3);
        AssertCalls("[0]", "[1,2]", "[3]");
    }

    [Fact]
    public async Task Caller_WhoGivesUpBeforeASecondOfSilence_EndsTheCall()
    {
        var impatient = AskAsync(1, null, _caller.Token);
        Time.Advance(Lane.Silence - Tick);

        await _caller.CancelAsync();

        await AssertCanceledAsync(impatient);
        Assert.True(Server.Calls[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Caller_WhoGivesUpAfterASecondOfSilence_LeavesTheCallToTellWhetherTheServerHangs()
    {
        var impatient = AskAsync(1, null, _caller.Token);
        Time.Advance(Lane.Silence);

        await _caller.CancelAsync();

        await AssertCanceledAsync(impatient);
        Assert.False(Server.Calls[0].Token.IsCancellationRequested);

        // It keeps the only slot, and what it says is believed.
        var waiting = AskAsync(2);
        AssertCalls("[1]");
        Server.Calls[0].Fail(PredictionFailure.TimedOut);
        await AssertFailedAsync(waiting, PredictionFailure.Unavailable);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Silence_IsCountedFromTheLastAnswer(double seconds, bool isEnded)
    {
        Options = Options with { MaxCalls = 2 };
        _ = AskAsync(1, null, _caller.Token);
        _ = AskAsync(2);
        Time.Advance(2 * Lane.Silence);
        Server.Calls[1].Answer();
        Time.Advance(TimeSpan.FromSeconds(seconds));

        await _caller.CancelAsync();

        Assert.Equal(isEnded, Server.Calls[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Silence_IsCountedFromAFailureToo()
    {
        Options = Options with { MaxCalls = 2 };
        _ = AskAsync(1, null, _caller.Token);
        _ = AskAsync(2);
        Time.Advance(2 * Lane.Silence);
        Server.Calls[1].Fail(PredictionFailure.ServerFailed);

        await _caller.CancelAsync();

        Assert.True(Server.Calls[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Silence_IsNotBrokenByACallThatRunsOutOfTime()
    {
        Options = Options with { MaxCalls = 2 };
        _ = AskAsync(1, null, _caller.Token);
        _ = AskAsync(2);
        Time.Advance(2 * Lane.Silence);
        Server.Calls[1].Fail(PredictionFailure.TimedOut);

        await _caller.CancelAsync();

        Assert.False(Server.Calls[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Silence_BeginsWithTheFirstCallAfterAPause()
    {
        _ = AskAsync(1);
        AnswerAll();
        Time.Advance(TimeSpan.FromHours(1));
        _ = AskAsync(2, null, _caller.Token);

        await _caller.CancelAsync();

        Assert.True(Server.Calls[1].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Silence_DoesNotBeginAgainWithASecondCall()
    {
        Options = Options with { MaxCalls = 2 };
        _ = AskAsync(1);
        Time.Advance(Lane.Silence);
        _ = AskAsync(2, null, _caller.Token);

        await _caller.CancelAsync();

        Assert.False(Server.Calls[1].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Server_ThatHangsWhileAllCallersGiveUp_IsLeftAlone()
    {
        Options = Options with { MaxCalls = 4 };
        var callers = Enumerable.Range(1, 4).Select(row => AskAsync(row, null, _caller.Token)).ToList();
        Time.Advance(TimeSpan.FromSeconds(2));
        await _caller.CancelAsync();
        foreach (var caller in callers)
        {
            await AssertCanceledAsync(caller);
        }

        EndAll(call => call.Fail(PredictionFailure.TimedOut));

        Assert.Equal(
            "The model server does not answer, so it is left alone for a moment. Try again.",
            (await AssertFailedAsync(AskAsync(5), PredictionFailure.Unavailable)).Message
        );
    }

    [Fact]
    public async Task Caller_WhoEndsACall_KeepsNobodyFromAsking()
    {
        Options = Options with { MaxCalls = 2 };
        _ = AskAsync(1, null, _caller.Token);
        Task<PredictionResult>? other = null;
        Server
            .Calls[0]
            .Token.Register(() =>
            {
                var asking = Task.Run(void () => other = AskAsync(2), Cancellation);
                Assert.True(asking.Wait(BoundedWait.Limit, Cancellation));
            });

        await _caller.CancelAsync();

        Assert.NotNull(other);
        AssertCalls("[1]", "[2]");
    }

    private async Task AssertCanceledAsync(Task request, CancellationTokenSource? by = null)
    {
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.InTimeAsync());
        Assert.Equal((by ?? _caller).Token, canceled.CancellationToken);
    }
}
