using System.Text;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>When a model server is left alone, and for how long.</summary>
public sealed class LeavingAloneTests
{
    private const int Slots = 4;

    private static readonly Instances Sentence = new(Encoding.UTF8.GetBytes("[0]"), 1);

    private readonly FakeTimeProvider _time = new();
    private readonly GatedPredictor _server = new();
    private readonly BatchingPredictor _predictor;

    public LeavingAloneTests() =>
        _predictor = new(
            _server,
            new(1, Slots, PayloadLimit.Usual, RequestTime.Of(TimeSpan.FromSeconds(10)), _time),
            new MemoryBudget(1_000_000)
        );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PredictionFailure.ConnectionBroken)]
    [InlineData(PredictionFailure.Unavailable)]
    [InlineData(PredictionFailure.ServerFailed)]
    [InlineData(PredictionFailure.Unreachable)]
    public async Task Server_ThatKeepsFailing_IsLeftAloneForAMoment(PredictionFailure failure)
    {
        await OpenAsync(failure);
        var calls = _server.Calls.Count;

        var open = await AssertLeftAloneAsync();

        Assert.Equal(calls, _server.Calls.Count);
        Assert.Equal(
            "The model server has failed too often lately, so it is left alone for a moment. Try again.",
            open.Message
        );
        Assert.Equal(CircuitBreaker.ProbeInterval, open.RetryAfter);
    }

    [Theory]
    [InlineData(PredictionFailure.TimedOut)]
    [InlineData(PredictionFailure.ConnectTimedOut)]
    [InlineData(PredictionFailure.Starting)]
    public async Task Server_ThatDoesNotAnswerAFullSetOfCalls_IsLeftAlone(PredictionFailure failure)
    {
        await FailAsync(Slots - 1, failure);
        await AnswerAsync();
        await FailAsync(Slots, failure);

        Assert.Equal(
            "The model server does not answer, so it is left alone for a moment. Try again.",
            (await AssertLeftAloneAsync()).Message
        );
    }

    [Fact]
    public async Task Server_ThatIsWellAfterItsPause_IsAskedAgain()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.ProbeInterval);

        await AnswerAsync();
        await AnswerAsync();
    }

    [Fact]
    public async Task Server_ThatFailsAfterItsPause_IsLeftAloneAgain()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.ProbeInterval);
        await FailAsync(1, PredictionFailure.ServerFailed);
        _time.Advance(CircuitBreaker.ProbeInterval / 2);

        Assert.Equal(CircuitBreaker.ProbeInterval / 2, (await AssertLeftAloneAsync()).RetryAfter);
    }

    [Fact]
    public async Task Server_AfterItsPause_IsTriedByOneCallAtATime()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.ProbeInterval);
        var trial = PredictAsync();

        await AssertLeftAloneAsync();

        _server.Calls[^1].Answer();
        await trial;
        await AnswerAsync();
    }

    [Fact]
    public async Task Server_ThatHangs_IsTriedEveryTwoSecondsWhileCallersAreToldAtOnce()
    {
        await FailAsync(Slots, PredictionFailure.TimedOut);
        for (var probe = 1; probe <= 3; probe++)
        {
            _time.Advance(CircuitBreaker.ProbeInterval);
            var trying = PredictAsync();
            _time.Advance(BatchingPredictor.ProbePatience);
            await Assert.ThrowsAsync<PredictionException>(() => trying.InTimeAsync());
            await AssertLeftAloneAsync();
            Assert.Equal(Slots + probe, _server.Calls.Count);
            Assert.False(_server.Calls[^1].Token.IsCancellationRequested);
        }

        // Whichever of them is answered.
        _server.Calls[Slots + 1].Answer();
        await AnswerAsync();
    }

    [Fact]
    public async Task Caller_WhoLeavesTheTrial_EndsItNot()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.ProbeInterval);
        using var caller = new CancellationTokenSource();
        var trial = PredictAsync(caller.Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);

        await AssertLeftAloneAsync();
        _server.Calls[^1].Answer();
        await AnswerAsync();
    }

    [Fact]
    public async Task Call_FromBeforeThePause_SaysNothingAfterIt()
    {
        var early = PredictAsync();
        var first = _server.Calls[^1];
        await OpenAsync();

        first.Answer();
        await early;

        await AssertLeftAloneAsync();
    }

    [Fact]
    public async Task Answer_OfAServerThatHung_IsBelievedWheneverItWasAskedFor()
    {
        var early = PredictAsync();
        var first = _server.Calls[^1];
        await FailAsync(Slots, PredictionFailure.TimedOut);

        first.Answer();
        await early;

        await AnswerAsync();
    }

    [Fact]
    public async Task Server_ThatIsLeftAlone_IsAskedAboutItsModelAllTheSame()
    {
        await OpenAsync();

        Assert.Same(FakePredictor.V3, await _predictor.DescribeAsync(null, Cancellation));
    }

    [Theory]
    [InlineData(PredictionFailure.InstanceRefused)]
    [InlineData(PredictionFailure.InstancesTooLarge)]
    [InlineData(PredictionFailure.VersionNotFound)]
    [InlineData(PredictionFailure.VersionNotSelectable)]
    [InlineData(PredictionFailure.RateLimited)]
    [InlineData(PredictionFailure.AnswerNotUnderstood)]
    [InlineData(PredictionFailure.Busy)]
    public async Task Failure_ThatIsNotTheServers_OpensNothing(PredictionFailure failure)
    {
        await FailAsync(2 * CircuitBreaker.MinimumCalls, failure);

        await AnswerAsync();
    }

    [Fact]
    public async Task Callers_WhoAreGone_OpenNothing()
    {
        await LeaveAsync(2 * CircuitBreaker.MinimumCalls);

        await AnswerAsync();
    }

    [Fact]
    public async Task Callers_WhoAreGone_HideNoFailures()
    {
        await LeaveAsync(2 * CircuitBreaker.MinimumCalls);

        await OpenAsync();

        await AssertLeftAloneAsync();
    }

    [Fact]
    public async Task Connection_ThatCannotBeMade_IsTriedByOneCallForAllLanes()
    {
        await OpenAsync(PredictionFailure.Unreachable);
        _time.Advance(CircuitBreaker.ProbeInterval);
        var calls = _server.Calls.Count;

        var trial = PredictAsync(version: "v1");
        await AssertLeftAloneAsync("v2");
        await AssertLeftAloneAsync();
        _server.Calls[^1].Fail(PredictionFailure.Unreachable);
        await Assert.ThrowsAsync<PredictionException>(() => trial);

        await AssertLeftAloneAsync("v1");
        Assert.Equal(calls + 1, _server.Calls.Count);
    }

    [Fact]
    public async Task Version_ThatFails_IsLeftAloneAlone()
    {
        await OpenAsync(version: "v7");

        await AssertLeftAloneAsync("v7");
        await AnswerAsync();
        await AnswerAsync("v6");
    }

    private Task OpenAsync(
        PredictionFailure failure = PredictionFailure.ServerFailed,
        string? version = null
    ) => FailAsync(CircuitBreaker.MinimumCalls, failure, version);

    private Task<PredictionResult> PredictAsync(
        CancellationToken? cancellationToken = null,
        string? version = null
    ) => _predictor.PredictAsync(Sentence, version, cancellationToken ?? Cancellation);

    private async Task<PredictionException> AssertLeftAloneAsync(string? version = null)
    {
        var alone = await Assert.ThrowsAsync<PredictionException>(() => PredictAsync(version: version));
        Assert.Equal(PredictionFailure.Unavailable, alone.Failure);
        return alone;
    }

    private async Task AnswerAsync(string? version = null)
    {
        var request = PredictAsync(version: version);
        _server.Calls[^1].Answer();
        await request;
    }

    private async Task FailAsync(int times, PredictionFailure failure, string? version = null)
    {
        for (var i = 0; i < times; i++)
        {
            var request = PredictAsync(version: version);
            _server.Calls[^1].Fail(failure);
            var failed = await Assert.ThrowsAsync<PredictionException>(() => request);
            Assert.Equal(failure, failed.Failure);
        }
    }

    private async Task LeaveAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var caller = new CancellationTokenSource();
            var waiting = PredictAsync(caller.Token);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
    }
}
