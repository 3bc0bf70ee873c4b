using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>What one instance costs the others that makes a call fail.</summary>
public sealed class RefusedInstanceTests : BatchingTest
{
    private const int Bad = -1;

    public static TheoryData<PredictionFailure> OfOneRequest =>
        [
            PredictionFailure.InstanceRefused,
            PredictionFailure.InstancesTooLarge,
            PredictionFailure.ServerFailed,
            PredictionFailure.AnswerNotUnderstood,
        ];

    public static TheoryData<PredictionFailure, int> OfOneRequestAmongMany
    {
        get
        {
            var data = new TheoryData<PredictionFailure, int>();
            int[] counts = [2, 3, 4, 5, 16, 31, 100, 127, 128];
            foreach (var failure in OfOneRequest)
            {
                foreach (var count in counts)
                {
                    data.Add(failure.Data, count);
                }
            }

            return data;
        }
    }

    [Fact]
    public async Task Instance_ThatIsNamed_LetsTheOthersGoTogetherWithoutIt()
    {
        var requests = Share(1, 2, 3, 4);

        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 2);
        Server.Open[0].Answer();
        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 0);

        AssertCalls("[0]", "[1,2,3,4]", "[1,2,4]", "[3]");
        var refused = await AssertFailedAsync(requests[2], PredictionFailure.InstanceRefused);
        Assert.Equal("It failed.", refused.Message);
        Assert.Equal(0, refused.Index);
        await AssertAnsweredAsync(requests[0], 1);
        await AssertAnsweredAsync(requests[1], 2);
        await AssertAnsweredAsync(requests[3], 4);
    }

    [Fact]
    public async Task Instance_ThatIsNamedAndOnlyDoesNotFitInWithTheOthers_IsAnswered()
    {
        var requests = Share(1, 2, 3);

        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 0);
        AnswerAll();

        AssertCalls("[0]", "[1,2,3]", "[2,3]", "[1]");
        await AssertAnsweredAsync(requests[0], 1);
    }

    [Fact]
    public async Task Instances_OfWhichSomeAreObjects_ShareCallsWithTheirKindAlone()
    {
        _ = AskAsync(0);
        string[] sent = ["[1]", """[{"x":2}]""", "[ 3]", """[ {"x":4}]""", "[[5]]"];
        var requests = sent.Select(json => AskAsync(new Instances(Encoding.UTF8.GetBytes(json), 1))).ToList();

        AnswerAll();

        AssertCalls("[0]", "[1, 3,[5]]", """[{"x":2}, {"x":4}]""");
        await Task.WhenAll(requests).InTimeAsync();
    }

    [Theory]
    [InlineData(0, "[3,4,5]", 0)]
    [InlineData(1, "[3,4,5]", 1)]
    [InlineData(2, "[1,2,5]", 0)]
    [InlineData(3, "[1,2,5]", 1)]
    [InlineData(4, "[1,2,3,4]", 0)]
    public async Task Instance_ThatIsNamed_IsCountedWithinItsRequest(int named, string others, int own)
    {
        _ = AskAsync(0);
        List<Task<PredictionResult>> requests = [AskAsync(Of(1, 2)), AskAsync(Of(3, 4)), AskAsync(Of(5))];
        Server.Calls[0].Answer();

        Server.Open[0].Fail(PredictionFailure.InstanceRefused, named);

        Assert.Equal(others, Server.Open.Single().Json);
        Server.Open[0].Answer();
        Server.Open[0].Fail(PredictionFailure.InstanceRefused, own);
        var refused = await AssertFailedAsync(requests[named / 2], PredictionFailure.InstanceRefused);
        Assert.Equal(own, refused.Index);
    }

    [Fact]
    public void Instance_ThatIsNamedButNotThere_IsLookedForInHalves()
    {
        Share(1, 2, 3, 4, 5);

        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 5);
        AnswerAll();

        AssertCalls("[0]", "[1,2,3,4,5]", "[1,2,3]", "[4,5]");
    }

    [Fact]
    public void Instance_ThatIsNamedByAServerThatFails_IsLookedForInHalves()
    {
        Share(1, 2, 3, 4);

        Server.Open[0].Fail(PredictionFailure.ServerFailed, 0);
        AnswerAll();

        AssertCalls("[0]", "[1,2,3,4]", "[1,2]", "[3,4]");
    }

    [Theory]
    [MemberData(nameof(OfOneRequestAmongMany))]
    public async Task Instance_ThatIsNotNamed_IsFoundByHalves(PredictionFailure failure, int count)
    {
        var halvings = (int)Math.Ceiling(Math.Log2(count));
        for (var position = 0; position < count; position++)
        {
            var server = new GatedPredictor { OnCall = call => EndUnlessBad(call, failure) };
            var predictor = new BatchingPredictor(server, Options, Budget);
            var first = predictor.PredictAsync(Of(0), null, Cancellation);
            var requests = Enumerable
                .Range(0, count)
                .Select(row =>
                    predictor.PredictAsync(Of(row == position ? Bad : row + 1), null, Cancellation)
                )
                .ToList();

            server.Calls[0].Answer();

            await first;
            for (var row = 0; row < count; row++)
            {
                if (row == position)
                {
                    await AssertFailedAsync(requests[row], failure);
                }
                else
                {
                    await AssertAnsweredAsync(requests[row], row + 1);
                }
            }

            // One that occupies the slot, and the one that they share at first.
            Assert.InRange(server.Calls.Count - 2, 1, 2 * halvings);
        }
    }

    [Fact]
    public void Parts_OfACallThatHasFailed_StandBehindWhoWaits()
    {
        Share(1, 2, 3);
        AskFrom(4, 6);

        Server.Open[0].Fail(PredictionFailure.InstanceRefused);
        AskFrom(7, 7);
        AnswerAll();

        // Who comes later leaves with who has waited before, in a call that leaves anyway.
        AssertCalls("[0]", "[1,2,3]", "[4,5,6]", "[1,2]", "[3]", "[7]");
    }

    [Theory]
    [MemberData(nameof(OfOneRequest))]
    public async Task Request_ThatWasSetApart_LeavesAloneForAMinute(PredictionFailure failure)
    {
        await SetApartAsync(failure);
        Time.Advance(Suspects.Memory - TimeSpan.FromTicks(1));

        Share(1, Bad, 2);
        AnswerAll();

        Assert.Equal(["[1,2]", $"[{Bad}]"], Server.Calls.TakeLast(2).Select(call => call.Json));
    }

    [Theory]
    [MemberData(nameof(OfOneRequest))]
    public async Task Request_ThatWasSetApartAMinuteAgo_SharesCallsAgain(PredictionFailure failure)
    {
        await SetApartAsync(failure);
        Time.Advance(Suspects.Memory);

        Share(1, Bad, 2);
        AnswerAll();

        Assert.Equal($"[1,{Bad},2]", Server.Calls[^1].Json);
    }

    [Fact]
    public async Task Request_ThatWasNamed_LeavesAloneFromThenOn()
    {
        var requests = Share(1, Bad);
        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 1);
        Server.Open[0].Answer();
        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 0);
        await AssertFailedAsync(requests[1], PredictionFailure.InstanceRefused);

        Share(1, Bad, 2);
        AnswerAll();

        Assert.Equal(["[1,2]", $"[{Bad}]"], Server.Calls.TakeLast(2).Select(call => call.Json));
    }

    [Fact]
    public async Task Request_ThatIsRefusedAgain_IsRememberedForAnotherMinute()
    {
        await SetApartAsync(PredictionFailure.ServerFailed);
        Time.Advance(Suspects.Memory / 2);
        var again = AskAsync(Bad);
        Server.Open[0].Fail(PredictionFailure.ServerFailed);
        await AssertFailedAsync(again, PredictionFailure.ServerFailed);
        Time.Advance(Suspects.Memory / 2);

        Share(1, Bad);
        AnswerAll();

        Assert.Equal(["[1]", $"[{Bad}]"], Server.Calls.TakeLast(2).Select(call => call.Json));
    }

    [Fact]
    public async Task Request_ThatWasSetApartAndIsAnswered_SharesCallsAgain()
    {
        await SetApartAsync(PredictionFailure.ServerFailed);
        var again = AskAsync(Bad);
        AnswerAll();
        await AssertAnsweredAsync(again, Bad);

        Share(1, Bad);
        AnswerAll();

        Assert.Equal($"[1,{Bad}]", Server.Calls[^1].Json);
    }

    [Theory]
    [InlineData(PredictionFailure.InstanceRefused, true)]
    [InlineData(PredictionFailure.InstancesTooLarge, true)]
    [InlineData(PredictionFailure.ServerFailed, false)]
    [InlineData(PredictionFailure.AnswerNotUnderstood, false)]
    public async Task Request_ThatFailsInACallOfItsOwn_IsSetApartWhereItIsRefused(
        PredictionFailure failure,
        bool isSetApart
    )
    {
        Options = Options with { MaxCalls = 2 };
        var lonely = AskAsync(Bad);
        Server.Open[0].Fail(failure);
        await AssertFailedAsync(lonely, failure);
        AskFrom(8, 9);
        AskFrom(1, 1);
        _ = AskAsync(Bad);

        Server.Open[^1].Answer();

        Assert.Equal(isSetApart ? "[1]" : $"[1,{Bad}]", Server.Calls[3].Json);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public async Task Requests_ThatWereSetApart_UseAQuarterOfTheSlots(int maxCalls, int atOnce)
    {
        Options = Options with { MaxCalls = maxCalls };
        await SetApartAsync(PredictionFailure.InstanceRefused);

        for (var i = 0; i <= atOnce; i++)
        {
            _ = AskAsync(Bad);
        }

        Assert.Equal(atOnce, Server.Open.Count);
        Server.Open[0].Fail(PredictionFailure.InstanceRefused);
        Assert.Equal(atOnce, Server.Open.Count);
    }

    [Fact]
    public async Task Requests_BehindThoseThatWereSetApart_DoNotWaitForThem()
    {
        Options = Options with { MaxCalls = 4 };
        await SetApartAsync(PredictionFailure.InstanceRefused);
        _ = AskAsync(Bad);
        _ = AskAsync(Bad);

        _ = AskAsync(7);

        Assert.Equal([$"[{Bad}]", "[7]"], Server.Open.Select(call => call.Json));
    }

    [Fact]
    public async Task Requests_OfAServerThatFails_AreRepeatedAsLongAsTheBudgetLasts()
    {
        var requests = Share([.. Enumerable.Range(1, 128)]);
        var before = Server.Calls.Count;

        EndAll(call => call.Fail(PredictionFailure.AnswerNotUnderstood));

        Assert.Equal(before + Repetitions.Burst, Server.Calls.Count);
        foreach (var request in requests)
        {
            var failed = await AssertFailedAsync(request, PredictionFailure.AnswerNotUnderstood);
            Assert.Equal("It failed.", failed.Message);
        }
    }

    [Fact]
    public async Task Requests_WhenTheBudgetIsSpent_GetTheFailureOfTheCall()
    {
        Share([.. Enumerable.Range(1, 128)]);
        EndAll(call => call.Fail(PredictionFailure.ServerFailed));
        var before = Server.Calls.Count;

        var requests = Share(1, 2);
        Server.Open[0].Fail(PredictionFailure.ServerFailed);

        // All of them have failed alone before, or in calls of parts; the pair of the last ones has not.
        await AssertFailedAsync(requests[0], PredictionFailure.ServerFailed);
        await AssertFailedAsync(requests[1], PredictionFailure.ServerFailed);
        Assert.Equal(before + 2, Server.Calls.Count);
    }

    [Theory]
    [InlineData(17, false)]
    [InlineData(18, true)]
    public void Requests_AfterTheBudgetWasSpent_AreRepeatedOnceThereWereTwentyCalls(
        int calls,
        bool areRepeated
    )
    {
        Share([.. Enumerable.Range(1, 128)]);
        EndAll(call => call.Fail(PredictionFailure.AnswerNotUnderstood));
        for (var i = 0; i < calls; i++)
        {
            _ = AskAsync(0);
            AnswerAll();
        }

        // That makes two more.
        Share(201, 202);
        Server.Open[0].Fail(PredictionFailure.AnswerNotUnderstood);
        AnswerAll();

        Assert.Equal(areRepeated ? "[202]" : "[201,202]", Server.Calls[^1].Json);
    }

    [Fact]
    public async Task Requests_ThatAreRefused_NeedNoBudget()
    {
        var requests = Share([.. Enumerable.Range(1, 128)]);

        EndAll(call => call.Fail(PredictionFailure.InstanceRefused));

        Assert.Equal(1 + (2 * 128) - 1, Server.Calls.Count);
        foreach (var request in requests)
        {
            await AssertFailedAsync(request, PredictionFailure.InstanceRefused);
        }
    }

    [Fact]
    public async Task Request_ThatIsKnownToFail_SaysNothingOfTheServer()
    {
        await SetApartAsync(PredictionFailure.ServerFailed);
        for (var i = 0; i < 2 * CircuitBreaker.MinimumCalls; i++)
        {
            var again = AskAsync(Bad);
            Server.Open[0].Fail(PredictionFailure.ServerFailed);
            await AssertFailedAsync(again, PredictionFailure.ServerFailed);
        }

        var good = AskAsync(1);
        AnswerAll();

        await AssertAnsweredAsync(good, 1);
    }

    [Fact]
    public void Parts_OfACallWithANamedInstance_MayBeRefusedInTurn()
    {
        Share(1, 2, 3, 4);

        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 0);
        Server.Open[0].Fail(PredictionFailure.InstanceRefused, 1);
        AnswerAll();

        AssertCalls("[0]", "[1,2,3,4]", "[2,3,4]", "[1]", "[2,4]", "[3]");
    }

    /// <summary>Lets a request be found that makes calls fail.</summary>
    private async Task SetApartAsync(PredictionFailure failure)
    {
        var calls = Options.MaxCalls;
        AskFrom(100, 99 + calls);
        var good = AskAsync(99);
        var bad = AskAsync(Bad);
        EndAll(call =>
        {
            if (Rows(call).Contains(Bad))
            {
                call.Fail(failure);
            }
            else
            {
                call.Answer();
            }
        });
        await AssertAnsweredAsync(good, 99);
        await AssertFailedAsync(bad, failure);
    }

    private static void EndUnlessBad(GatedPredictor.Call call, PredictionFailure failure)
    {
        var rows = Rows(call);
        if (rows.Contains(Bad))
        {
            call.Fail(failure);
        }
        else if (!rows.Contains(0))
        {
            call.Answer();
        }
    }

    private static int[] Rows(GatedPredictor.Call call) => JsonSerializer.Deserialize<int[]>(call.Json) ?? [];
}
