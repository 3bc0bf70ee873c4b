using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Tests.Prediction;
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

    public ServerCallsTests() => _calls = new(new CallTimes(RequestTime.Of(TimeSpan.FromSeconds(10))), _time);

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
        _time.Run((isPrediction ? PredictionTime : DescriptionTime) - TimeSpan.FromSeconds(0.1));
        Assert.False(call.IsCompleted);

        _time.Run(TimeSpan.FromSeconds(0.1));

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
                _time.Run(PredictionTime);
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

            _time.Run(limit / 2);
            throw new IOException();
        });
        Assert.Equal([false, true], _attempts);

        _time.Run(limit / 2);

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
            ? _calls.PredictAsync(1, send, Remember, caller)
            : _calls.DescribeAsync(send, Remember, caller);

        Task<string> Remember(Func<Attempt, Task<string>> call, Attempt attempt)
        {
            _attempts.Add(attempt.NeedsFreshConnection);
            return call(attempt);
        }
    }

    private static async Task<string> NeverAsync(Attempt attempt)
    {
        await Task.Delay(Timeout.Infinite, attempt.Token);
        return Answer;
    }
}
