using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>What is done about a call, whatever its protocol: its time, its repetition, and what it says of
/// the server.</summary>
public sealed class ServerCallsTests
{
    private const string Answer = "answer";

    private static readonly TimeSpan PredictionTime = TimeSpan.FromSeconds(9.5);
    private static readonly TimeSpan DescriptionTime = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly ServerCalls _calls;
    private readonly List<bool> _attempts = [];

    public ServerCallsTests() => _calls = new(CallTimes.Within(TimeSpan.FromSeconds(10)), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Kinds() => new(true, false);

    public static TheoryData<PredictionFailure> OtherFailures() =>
        new(Enum.GetValues<PredictionFailure>().Except([PredictionFailure.ConnectionBroken]));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Call_ThatIsAnswered_IsSentOnce(bool isPrediction)
    {
        Assert.Same(Answer, await CallAsync(isPrediction, _ => Task.FromResult(Answer)));

        Assert.Equal([false], _attempts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connection_ThatBreaks_IsReplacedByAFreshOne(bool isPrediction)
    {
        var answer = await CallAsync(isPrediction, attempt =>
            attempt.NeedsFreshConnection
                ? Task.FromResult(Answer)
                : throw new HttpRequestException(HttpRequestError.ResponseEnded)
        );

        Assert.Same(Answer, answer);
        Assert.Equal([false, true], _attempts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connection_ThatBreaksAgain_IsReplacedOnce(bool isPrediction)
    {
        var failed = await AssertFailsAsync(
            isPrediction,
            _ => throw new IOException(),
            PredictionFailure.ConnectionBroken
        );

        Assert.Equal([false, true], _attempts);
        Assert.Equal(
            "The connection to the model server broke before its answer was complete. Try again.",
            failed.Message
        );
    }

    [Theory]
    [MemberData(nameof(OtherFailures))]
    public async Task Failure_OfAnotherKind_IsPassedOnAsItIs(PredictionFailure failure)
    {
        var thrown = new PredictionException(failure, "It failed.");

        Assert.Same(thrown, await AssertFailsAsync(isPrediction: true, _ => throw thrown, failure));
        Assert.Same(thrown, await AssertFailsAsync(isPrediction: false, _ => throw thrown, failure));
        Assert.Equal([false, false], _attempts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Time_ThatIsOver_EndsTheCall(bool isPrediction)
    {
        var call = CallAsync(isPrediction, NeverAsync);
        Run((isPrediction ? PredictionTime : DescriptionTime) - TimeSpan.FromSeconds(0.1));
        Assert.False(call.IsCompleted);

        Run(TimeSpan.FromSeconds(0.1));

        var late = await Assert.ThrowsAsync<PredictionException>(() => call);
        Assert.Equal(PredictionFailure.TimedOut, late.Failure);
        Assert.Equal(
            "The model server did not answer within the time for a request. Try again.",
            late.Message
        );
        Assert.Equal([false], _attempts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Time_ThatIsOver_IsNoBrokenConnectionWhateverBreaks(bool isPrediction)
    {
        await AssertFailsAsync(
            isPrediction,
            _ =>
            {
                Run(PredictionTime);
                throw new IOException();
            },
            PredictionFailure.TimedOut
        );

        Assert.Equal([false], _attempts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Time_OfBothAttempts_IsThatOfTheCall(bool isPrediction)
    {
        var limit = isPrediction ? PredictionTime : DescriptionTime;
        var call = CallAsync(isPrediction, attempt =>
        {
            if (attempt.NeedsFreshConnection)
            {
                return NeverAsync(attempt);
            }

            Run(limit / 2);
            throw new IOException();
        });
        Assert.Equal([false, true], _attempts);

        Run(limit / 2);

        var late = await Assert.ThrowsAsync<PredictionException>(() => call);
        Assert.Equal(PredictionFailure.TimedOut, late.Failure);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Caller_WhoIsGone_EndsTheCallAndIsNoFailure(bool isPrediction)
    {
        using var caller = new CancellationTokenSource();
        var waiting = CallAsync(isPrediction, NeverAsync, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            CallAsync(isPrediction, _ => Task.FromResult(Answer), caller.Token)
        );
        Assert.Equal([false], _attempts);
    }

    [Theory]
    [InlineData(PredictionFailure.ConnectionBroken)]
    [InlineData(PredictionFailure.Unavailable)]
    [InlineData(PredictionFailure.ServerFailed)]
    [InlineData(PredictionFailure.TimedOut)]
    public async Task Server_ThatKeepsFailing_IsLeftAloneForAMoment(PredictionFailure failure)
    {
        await OpenAsync(failure);
        _attempts.Clear();

        var open = await AssertLeftAloneAsync();

        Assert.Empty(_attempts);
        Assert.Equal(
            "The model server has failed too often lately, so it is left alone for a moment. Try again.",
            open.Message
        );
        Assert.Equal(CircuitBreaker.BreakDuration, open.RetryAfter);
    }

    [Fact]
    public async Task Server_ThatIsWellAfterItsPause_IsAskedAgain()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.BreakDuration);

        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
    }

    [Fact]
    public async Task Server_ThatFailsAfterItsPause_IsLeftAloneAgain()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.BreakDuration);
        await FailAsync(1, PredictionFailure.ServerFailed);
        _time.Advance(CircuitBreaker.BreakDuration / 2);

        Assert.Equal(CircuitBreaker.BreakDuration / 2, (await AssertLeftAloneAsync()).RetryAfter);
    }

    [Fact]
    public async Task Server_AfterItsPause_IsTriedByOneCallAtATime()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.BreakDuration);
        var answer = new TaskCompletionSource<string>();
        var trial = CallAsync(isPrediction: true, _ => answer.Task);

        await AssertLeftAloneAsync();

        answer.SetResult(Answer);
        await trial;
        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
    }

    [Fact]
    public async Task Caller_WhoLeavesTheTrial_LeavesItToTheNextOne()
    {
        await OpenAsync();
        _time.Advance(CircuitBreaker.BreakDuration);

        await LeaveAsync(3);
        await FailAsync(1, PredictionFailure.ServerFailed);

        await AssertLeftAloneAsync();
    }

    [Fact]
    public async Task Call_FromBeforeThePause_SaysNothingAfterIt()
    {
        var fails = new TaskCompletionSource<string>();
        var early = CallAsync(isPrediction: true, _ => fails.Task);
        await OpenAsync();
        _time.Advance(CircuitBreaker.BreakDuration);

        fails.SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<PredictionException>(() => early);

        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
    }

    [Fact]
    public async Task Server_ThatIsLeftAlone_IsAskedAboutItsModelAllTheSame()
    {
        await OpenAsync();

        Assert.Same(Answer, await CallAsync(isPrediction: false, _ => Task.FromResult(Answer)));
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

        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
    }

    [Fact]
    public async Task Connections_ThatAreReplaced_OpenNothing()
    {
        for (var i = 0; i < 2 * CircuitBreaker.MinimumCalls; i++)
        {
            await CallAsync(isPrediction: true, attempt =>
                attempt.NeedsFreshConnection ? Task.FromResult(Answer) : throw new IOException()
            );
        }
    }

    [Fact]
    public async Task Descriptions_ThatFail_OpenNothing()
    {
        for (var i = 0; i < 2 * CircuitBreaker.MinimumCalls; i++)
        {
            await AssertFailsAsync(
                isPrediction: false,
                _ => throw new InvalidOperationException(),
                PredictionFailure.ServerFailed
            );
        }

        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
    }

    [Fact]
    public async Task Callers_WhoAreGone_OpenNothing()
    {
        await LeaveAsync(2 * CircuitBreaker.MinimumCalls);

        Assert.Same(Answer, await CallAsync(isPrediction: true, _ => Task.FromResult(Answer)));
    }

    [Fact]
    public async Task Callers_WhoAreGone_HideNoFailures()
    {
        await LeaveAsync(2 * CircuitBreaker.MinimumCalls);

        await OpenAsync();

        await AssertLeftAloneAsync();
    }

    [Fact]
    public async Task Trace_OfARequest_IsThatOfItsPredictionsAlone()
    {
        using var request = new Activity("request").Start();
        Activity? traced = null;
        Task<string> Send(Attempt attempt)
        {
            traced = Activity.Current;
            return Task.FromResult(Answer);
        }

        await CallAsync(isPrediction: true, Send);
        Assert.Same(request, traced);
        await CallAsync(isPrediction: false, Send);
        Assert.Null(traced);
        Assert.Same(request, Activity.Current);
    }

    private Task OpenAsync(PredictionFailure failure = PredictionFailure.ServerFailed) =>
        FailAsync(CircuitBreaker.MinimumCalls, failure);

    private Task<PredictionException> AssertLeftAloneAsync() =>
        AssertFailsAsync(isPrediction: true, _ => Task.FromResult(Answer), PredictionFailure.Unavailable);

    private async Task FailAsync(int times, PredictionFailure failure)
    {
        for (var i = 0; i < times; i++)
        {
            await AssertFailsAsync(
                isPrediction: true,
                _ => throw new PredictionException(failure, "It failed."),
                failure
            );
        }
    }

    private async Task LeaveAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var caller = new CancellationTokenSource();
            var waiting = CallAsync(isPrediction: true, NeverAsync, caller.Token);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
    }

    private async Task<PredictionException> AssertFailsAsync(
        bool isPrediction,
        Func<Attempt, Task<string>> send,
        PredictionFailure failure
    )
    {
        var failed = await Assert.ThrowsAsync<PredictionException>(() => CallAsync(isPrediction, send));
        Assert.Equal(failure, failed.Failure);
        return failed;
    }

    private Task<string> CallAsync(
        bool isPrediction,
        Func<Attempt, Task<string>> send,
        CancellationToken? cancellationToken = null
    )
    {
        var caller = cancellationToken ?? Cancellation;
        return isPrediction
            ? _calls.PredictAsync(1, Remember, caller)
            : _calls.DescribeAsync(Remember, caller);

        Task<string> Remember(Attempt attempt)
        {
            _attempts.Add(attempt.NeedsFreshConnection);
            return send(attempt);
        }
    }

    private static async Task<string> NeverAsync(Attempt attempt)
    {
        await Task.Delay(Timeout.Infinite, attempt.Token);
        return Answer;
    }

    /// <summary>Lets time pass as it does for a process that runs.</summary>
    private void Run(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Deadline.Step)
        {
            _time.Advance(left < Deadline.Step ? left : Deadline.Step);
        }
    }
}
