using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Narrowing;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Narrowing;

/// <summary>Which instances of a request fail, and how often the server is asked.</summary>
public sealed class NarrowingPredictorTests : NarrowingTest
{
    [Fact]
    public async Task Request_ThatIsPredicted_IsAskedAsItIs()
    {
        var instances = Of(1, 2);

        var result = await Predictor.PredictAsync(instances, "v2", Cancellation);

        AssertOutcomes(result, "1", "2");
        var call = Assert.Single(Server.Calls);
        Assert.Same(instances, call.Instances);
        Assert.Equal("v2", call.Version);
    }

    [Fact]
    public async Task Instance_ThatIsNamed_IsLeftOutAndTheRestIsAskedTogether()
    {
        Server.FailOn([2, 5], PredictionFailure.InstanceRefused, isNamed: true);

        var result = await AskAsync(1, 2, 3, 4, 5, 6);

        AssertOutcomes(result, "1", "No 2. (1)", "3", "4", "No 5. (4)", "6");
        AssertCalls("[1,2,3,4,5,6]", "[1,3,4,5,6]", "[1,3,4,6]");
        Assert.Same(FakePredictor.V3, result.Model);
        Assert.Equal((0, 0), (Budget.Taken, Server.Descriptions));
    }

    [Fact]
    public async Task Instance_ThatIsNotNamed_IsFoundByHalves()
    {
        Server.FailOn([3], PredictionFailure.InstanceRefused);

        var result = await AskAsync(1, 2, 3, 4);

        AssertOutcomes(result, "1", "2", "No 3. (2)", "4");
        AssertCalls("[1,2,3,4]", "[1,2]", "[3,4]", "[3]", "[4]");
        Assert.Equal([null, null, "v3", "v3", "v3"], Server.Calls.Select(call => call.Version));
        Assert.Equal([false, false, true, true, true], Server.Calls.Select(call => call.Instances.IsPinned));
    }

    [Fact]
    public async Task Parts_LeaveAloneAndWithWhatTheRequestHas()
    {
        Server.FailOn([1], PredictionFailure.InstanceRefused);
        var instances = Of(1, 2) with
        {
            SignatureName = "\"s\""u8.ToArray(),
            Parameters = "{}"u8.ToArray(),
            RequestId = "request-7",
        };

        await Predictor.PredictAsync(instances, null, Cancellation);

        Assert.All(Server.Calls.Skip(1), call =>
            Assert.Equal(
                instances with
                {
                    Json = call.Instances.Json,
                    Count = 1,
                    IsSuspect = true,
                    IsPinned = call.Instances.IsPinned,
                },
                call.Instances
            )
        );
    }

    [Fact]
    public async Task Instances_AllRefused_AreOfTheVersionThatIsDescribed()
    {
        Server.FailOn([1, 2], PredictionFailure.InstanceRefused);

        var result = await Predictor.PredictAsync(Of(1, 2), "v2", Cancellation);

        AssertOutcomes(result, "No 1. (0)", "No 2. (1)");
        Assert.Equal("v2", result.Model.Version);
        Assert.Equal(["v2", "v2", "v2"], Server.Calls.Select(call => call.Version));
        Assert.Equal(1, Server.Descriptions);
    }

    [Theory]
    [InlineData(PredictionFailure.InstanceRefused, "No 2.")]
    [InlineData(
        PredictionFailure.InstancesTooLarge,
        "The instance is larger than what the model server takes at once: shorten it."
    )]
    [InlineData(PredictionFailure.ServerFailed, "No 2.")]
    [InlineData(PredictionFailure.ConnectionBroken, "No 2.")]
    [InlineData(PredictionFailure.AnswerNotUnderstood, "No 2.")]
    public async Task Failure_ThatMayBeOfAnInstance_IsThatOfTheOneItComesWith(
        PredictionFailure failure,
        string message
    )
    {
        Server.FailOn([2], failure);

        var result = await AskAsync(1, 2, 3);

        AssertOutcomes(result, "1", $"{message} (1)", "3");
        Assert.Equal(failure, result.Predictions[1].Failure!.Failure);
    }

    public static TheoryData<PredictionFailure> FailuresOfTheWhole() =>
        new(
            Enum.GetValues<PredictionFailure>()
                .Except([
                    PredictionFailure.InstanceRefused,
                    PredictionFailure.InstancesTooLarge,
                    PredictionFailure.ServerFailed,
                    PredictionFailure.ConnectionBroken,
                    PredictionFailure.AnswerNotUnderstood,
                ])
        );

    [Theory]
    [MemberData(nameof(FailuresOfTheWhole))]
    public async Task Failure_OfTheWhole_IsThatOfTheRequestAtOnce(PredictionFailure failure)
    {
        Server.FailOn([2], failure);

        var failed = await AssertFailsAsync(failure, 1, 2, 3);

        Assert.Equal("No 2.", failed.Message);
        AssertCalls("[1,2,3]");
    }

    [Theory]
    [MemberData(nameof(FailuresOfTheWhole))]
    public async Task Failure_OfTheWholeInBetween_IsThatOfTheRequest(PredictionFailure failure)
    {
        Server.OnCall = call =>
            throw new PredictionException(
                Server.Calls.Count == 1 ? PredictionFailure.InstanceRefused : failure,
                "No."
            );

        await AssertFailsAsync(failure, 1, 2, 3);

        AssertCalls("[1,2,3]", "[1,2]");
        Assert.Equal(0, Budget.Taken);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    [InlineData(4, NarrowedRequest.MaxFailures)]
    [InlineData(128, NarrowedRequest.MaxFailures)]
    public async Task Server_ThatFailsAllItIsAsked_FailsTheRequestAfterAFewCalls(int count, int calls)
    {
        int[] rows = [.. Enumerable.Range(1, count)];
        Server.FailOn(rows, PredictionFailure.ServerFailed);

        await AssertFailsAsync(PredictionFailure.ServerFailed, rows);

        Assert.Equal(calls, Server.Calls.Count);
    }

    [Fact]
    public async Task Server_ThatFailsFromNowOn_IsNotAskedForEachInstanceThatIsLeft()
    {
        int[] rows = [.. Enumerable.Range(0, 128)];
        Server.OnCall = call =>
        {
            if (call.Rows.Contains(127) || Server.Calls.Count > 2)
            {
                throw new PredictionException(PredictionFailure.ServerFailed, "No.");
            }
        };

        var result = await AskAsync(rows);

        Assert.Equal(64, result.Predictions.CountPredicted());
        Assert.All(rows.Skip(64), row => Assert.Equal(row, result.Predictions[row].Failure!.Index));
        Assert.Equal(2 + NarrowedRequest.MaxFailures, Server.Calls.Count);
    }

    [Fact]
    public async Task Server_ThatRefusesInstancesAndFailsTheOthers_HasFailedEachOfThem()
    {
        Server.OnCall = call =>
            throw new PredictionException(
                call.Rows.Contains(2) ? PredictionFailure.InstanceRefused : PredictionFailure.ServerFailed,
                "No."
            );

        var result = await AskAsync(1, 2, 3);

        Assert.Equal(
            [
                PredictionFailure.ServerFailed,
                PredictionFailure.InstanceRefused,
                PredictionFailure.ServerFailed,
            ],
            result.Predictions.FindFailures().Select(failure => failure.Failure)
        );
    }

    [Theory]
    [InlineData(true, "[1,2,3,4,5,6]", "[1,2,6]")]
    [InlineData(false, "[1,2,3,4,5,6]", "[1,2,3,4,5]", "[6]", "[1,2]", "[3,4,5]")]
    public async Task Instances_OfOneRow_FailTogether(bool isNamed, params string[] calls)
    {
        Server.FailOn([4], PredictionFailure.InstanceRefused, isNamed);

        var result = await Predictor.PredictAsync(Of(1, 2, 3, 4, 5, 6), [2, 3, 1], null, Cancellation);

        AssertOutcomes(result, "1", "2", "No 4. (2)", "No 4. (3)", "No 4. (4)", "6");
        AssertCalls(calls);
    }

    [Fact]
    public async Task Outcomes_OfTheServerItself_AreKept()
    {
        var refused = new PredictionException(PredictionFailure.InstanceRefused, "instances[0] is odd.")
        {
            Index = 0,
        };
        var inner = new Answering(call =>
            call.Count == 3
                ? throw new PredictionException(PredictionFailure.InstanceRefused, "No.") { Index = 0 }
                : new(Outcome.Of(refused), Outcome.Of("7"u8.ToArray()))
        );

        var result = await new NarrowingPredictor(inner, Budget).PredictAsync(
            Of(1, 2, 3),
            null,
            Cancellation
        );

        AssertOutcomes(result, "No. (0)", "instances[1] is odd. (1)", "7");
    }

    [Fact]
    public async Task Caller_WhoGivesUp_EndsIt()
    {
        using var caller = new CancellationTokenSource();
        Server.OnCall = _ =>
        {
            caller.Cancel();
            throw new PredictionException(PredictionFailure.InstanceRefused, "No.");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Predictor.PredictAsync(Of(1, 2), null, caller.Token)
        );

        Assert.Single(Server.Calls);
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public async Task Request_WithoutMemoryForItsParts_IsRefused()
    {
        Server.FailOn([1], PredictionFailure.InstanceRefused);

        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            new NarrowingPredictor(Server, new(1)).PredictAsync(Of(1, 2), null, Cancellation)
        );

        Assert.Equal(PredictionFailure.Busy, failed.Failure);
    }

    [Fact]
    public async Task Description_IsThatOfTheServer() =>
        Assert.Equal("v2", (await Predictor.DescribeAsync("v2", Cancellation)).Version);

    /// <summary>Answers with outcomes as a test makes them.</summary>
    private sealed class Answering(Func<Instances, Predictions> answer) : IPredictor
    {
        public Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        ) => Task.FromResult(new PredictionResult(answer(instances), FakePredictor.V3));

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            Task.FromResult(FakePredictor.V3);
    }
}
