using System.Text;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class RetryingPredictorTests
{
    private static readonly Instances Sentence = new("[\"x\"]"u8.ToArray(), 1);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<PredictionFailure, double?, int> Failures() =>
        new()
        {
            { PredictionFailure.Unavailable, null, 2 },
            { PredictionFailure.RateLimited, null, 2 },
            { PredictionFailure.RateLimited, 0.15, 2 },
            { PredictionFailure.RateLimited, 0.16, 1 },
            { PredictionFailure.Unavailable, 5, 1 },
            { PredictionFailure.ConnectionBroken, null, 1 },
            { PredictionFailure.TimedOut, null, 1 },
            { PredictionFailure.ServerFailed, null, 1 },
            { PredictionFailure.AnswerNotUnderstood, null, 1 },
            { PredictionFailure.InstanceRefused, null, 1 },
            { PredictionFailure.InstancesTooLarge, null, 1 },
            { PredictionFailure.VersionNotFound, null, 1 },
            { PredictionFailure.VersionNotSelectable, null, 1 },
            { PredictionFailure.Busy, null, 1 },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_Lasting_IsAskedAgainOnceWhereThatMayHelp(
        PredictionFailure failure,
        double? retryAfter,
        int calls
    )
    {
        var server = new Server(_ =>
            throw new PredictionException(failure, "It failed.")
            {
                RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            }
        );

        var failed = await Assert.ThrowsAsync<PredictionException>(() => FinishAsync(Retrying(server)));

        Assert.Equal(failure, failed.Failure);
        Assert.Equal(calls, server.Calls);
    }

    [Fact]
    public async Task Failure_MetOnce_IsHidden()
    {
        var server = new Server(call =>
            call > 1
                ? Task.CompletedTask
                : throw new PredictionException(PredictionFailure.Unavailable, "It failed.")
        );

        await FinishAsync(Retrying(server));

        Assert.Equal(2, server.Calls);
    }

    [Fact]
    public async Task Failure_ThatTookHalfOfTheTime_IsNotAskedAgain()
    {
        var server = new Server(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            throw new PredictionException(PredictionFailure.Unavailable, "It failed.");
        });

        await Assert.ThrowsAsync<PredictionException>(() => FinishAsync(Retrying(server)));

        Assert.Equal(1, server.Calls);
    }

    [Theory]
    [InlineData(4.624, 2)]
    [InlineData(4.625, 1)]
    public async Task Failure_ThatLeavesNoTimeForAnother_IsNotAskedAgain(double taken, int calls)
    {
        var server = new Server(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(taken));
            throw new PredictionException(PredictionFailure.Unavailable, "It failed.");
        });

        await Assert.ThrowsAsync<PredictionException>(() => FinishAsync(Retrying(server)));

        Assert.Equal(calls, server.Calls);
    }

    [Fact]
    public async Task Wait_ThatTheServerAsksFor_IsThatAndAJitter()
    {
        for (var i = 0; i < 20; i++)
        {
            var server = new Server(call =>
                call > 1
                    ? Task.CompletedTask
                    : throw new PredictionException(PredictionFailure.RateLimited, "It failed.")
                    {
                        RetryAfter = TimeSpan.FromSeconds(0.15),
                    }
            );
            var waiting = Retrying(server).PredictAsync(Sentence, null, Cancellation);
            _time.Advance(TimeSpan.FromSeconds(0.149));
            Assert.False(waiting.IsCompleted);

            _time.Advance(TimeSpan.FromSeconds(0.001) + RetryingPredictor.LongestJitter);

            await waiting.InTimeAsync();
        }
    }

    [Fact]
    public async Task Describe_Failed_IsNotRepeated()
    {
        var server = new FakePredictor
        {
            Answer = _ => throw new PredictionException(PredictionFailure.Unavailable, "It failed."),
        };

        await Assert.ThrowsAsync<PredictionException>(() =>
            Retrying(server).DescribeAsync("v7", Cancellation)
        );

        Assert.Equal("v7", server.AskedVersion);
    }

    [Fact]
    public async Task Wait_ForTheRepetition_LeavesTheTurnToOthers()
    {
        var server = new Server(call => call > 1 ? Task.CompletedTask : throw Limited());
        var retrying = Retrying(
            new BatchingPredictor(
                server,
                new(128, 1, PayloadLimit.Usual, RequestTime.Of(TimeSpan.FromSeconds(10)), _time),
                MemoryBudget.OfProcess()
            )
        );

        var waiting = retrying.PredictAsync(Sentence, null, Cancellation);
        await retrying.PredictAsync(Sentence, null, Cancellation);
        Assert.False(waiting.IsCompleted);

        await FinishAsync(waiting);
        Assert.Equal(3, server.Calls);
    }

    [Fact]
    public async Task Caller_WhoLeavesMeanwhile_EndsTheWait()
    {
        using var caller = new CancellationTokenSource();
        var server = new Server(_ => throw Limited());
        var waiting = Retrying(server).PredictAsync(Sentence, null, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, server.Calls);
    }

    /// <summary>A failure after which there certainly is a wait: a jitter alone may be none.</summary>
    private static PredictionException Limited() =>
        new(PredictionFailure.RateLimited, "It failed.") { RetryAfter = TimeSpan.FromSeconds(0.1) };

    private RetryingPredictor Retrying(IPredictor inner) =>
        new(inner, RequestTime.Of(TimeSpan.FromSeconds(9.5)), _time);

    private Task FinishAsync(RetryingPredictor retrying) =>
        FinishAsync(retrying.PredictAsync(Sentence, null, Cancellation));

    /// <summary>Lets time pass until a request has ended.</summary>
    private async Task FinishAsync(Task request)
    {
        await BoundedWait.UntilAsync(() =>
        {
            _time.Advance(RetryingPredictor.LongestWait);
            return Task.FromResult(request.IsCompleted);
        });
        await request;
    }

    /// <summary>Answers, or fails, by the number of the call.</summary>
    private sealed class Server(Func<int, Task> answer) : IPredictor
    {
        private int _calls;

        public int Calls => _calls;

        public async Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        )
        {
            await answer(Interlocked.Increment(ref _calls));
            return new(Predictions.Parse(Encoding.UTF8.GetBytes("[0.5]")), FakePredictor.V3);
        }

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            Task.FromResult(FakePredictor.V3);
    }
}
