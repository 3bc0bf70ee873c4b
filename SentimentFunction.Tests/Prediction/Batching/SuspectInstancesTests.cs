using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>Instances that are known to have made a call fail: nobody else suffers from them.</summary>
public sealed class SuspectInstancesTests : BatchingTest
{
    [Fact]
    public async Task Suspects_LeaveAlone()
    {
        var first = AskAsync(0);
        var suspect = AskAsync(Of(1) with { IsSuspect = true });
        var others = AskFrom(2, 3);
        AnswerAll();

        await AssertAnsweredAsync(first, 0);
        await AssertAnsweredAsync(suspect, 1);
        await Task.WhenAll(others);
        AssertCalls("[0]", "[1]", "[2,3]");
    }

    [Theory]
    [InlineData(128)]
    [InlineData(1)]
    public async Task Suspects_ThatFail_DoNotMakeTheServerSeemSick(int maxInstances)
    {
        Options = Options with { MaxInstances = maxInstances };
        Server.OnCall = call =>
        {
            if (call.Instances.IsSuspect)
            {
                call.Fail(PredictionFailure.ServerFailed);
            }
            else
            {
                call.Answer();
            }
        };

        for (var i = 0; i < 2 * CircuitBreaker.MinimumCalls; i++)
        {
            await AssertFailedAsync(
                AskAsync(Of(i) with { IsSuspect = true }),
                PredictionFailure.ServerFailed
            );
        }

        await AssertAnsweredAsync(AskAsync(7), 7);
    }

    [Fact]
    public async Task Suspects_ThatFail_DoNotMakeOthersForgotten()
    {
        Server.OnCall = call => call.Fail(PredictionFailure.InstanceRefused);
        await AssertFailedAsync(AskAsync(9), PredictionFailure.InstanceRefused);
        for (var i = 0; i < Suspects.Capacity; i++)
        {
            await AssertFailedAsync(
                AskAsync(Of(1_000 + i) with { IsSuspect = true }),
                PredictionFailure.InstanceRefused
            );
        }

        Server.OnCall = null;
        _ = AskAsync(0);
        _ = AskAsync(9);
        _ = AskFrom(2, 3);
        AnswerAll();

        Assert.Equal(["[0]", "[9]", "[2,3]"], Server.Calls.TakeLast(3).Select(call => call.Json));
    }

    [Fact]
    public async Task Suspects_WithoutSharing_StillLeaveAsTheyCome()
    {
        Options = Options with { MaxInstances = 1 };
        List<Task<PredictionResult>> requests =
        [
            .. Enumerable.Range(1, 3).Select(row => AskAsync(Of(row) with { IsSuspect = true })),
        ];

        AssertCalls("[1]", "[2]", "[3]");
        AnswerAll();
        await Task.WhenAll(requests);
    }
}
