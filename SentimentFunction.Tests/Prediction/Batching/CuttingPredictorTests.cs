using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>What becomes of requests that are larger than a call.</summary>
public sealed class CuttingPredictorTests : BatchingTest
{
    private static readonly ModelVersion V4 = FakePredictor.V3 with
    {
        Version = "v4",
        Resource = "projects/p/models/sentiment/versions/v4",
    };

    private static readonly ModelVersion Unknown = FakePredictor.V3 with { Version = null, Resource = null };

    private readonly CuttingPredictor _predictor;

    public CuttingPredictorTests()
    {
        Options = Options with { MaxInstances = 2, MaxCalls = 2 };
        _predictor = new(Server, Options, Budget);
    }

    [Fact]
    public async Task Request_OfOneCall_IsAskedAsItIs()
    {
        var request = CutAsync(Of(1, 2), "v2");
        AnswerAll();

        await AssertAnsweredAsync(request, 1, 2);
        var call = Assert.Single(Server.Calls);
        Assert.Equal("v2", call.Version);
        Assert.False(call.Instances.IsPart);
        Assert.False(call.Instances.IsPinned);
    }

    [Fact]
    public async Task Request_OfSeveralCalls_IsAskedInPartsOfTheVersionOfTheFirst()
    {
        var request = CutAsync(Of(1, 2, 3, 4, 5));
        AssertCalls("[1,2]");
        AnswerAll();

        var result = await request.InTimeAsync();
        Assert.Equal([1, 2, 3, 4, 5], RowsOf(result));
        Assert.Same(FakePredictor.V3, result.Model);
        AssertCallsAre(("[1,2]", null), ("[3,4]", "v3"), ("[5]", "v3"));
        Assert.All(Server.Calls, call => Assert.True(call.Instances.IsPart));
        Assert.Equal([false, true, true], Server.Calls.Select(call => call.Instances.IsPinned));
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public async Task Parts_AreAskedForAsManyAtOnceAsCalls()
    {
        var request = CutAsync(Of([.. Enumerable.Range(1, 12)]));
        Server.Calls[0].Answer();

        await BoundedWait.UntilAsync(() => Server.Open.Count == 2);
        while (!request.IsCompleted)
        {
            Assert.InRange(Server.Open.Count, 0, 2);
            AnswerAll();
        }

        await AssertAnsweredAsync(request, [.. Enumerable.Range(1, 12)]);
        Assert.Equal(6, Server.Calls.Count);
    }

    [Fact]
    public async Task Request_ForAVersion_IsAskedForThatVersionInAllParts()
    {
        var request = CutAsync(Of(1, 2, 3), "v2");
        AnswerAll();

        await AssertAnsweredAsync(request, 1, 2, 3);
        AssertCallsAre(("[1,2]", "v2"), ("[3]", "v2"));
        Assert.All(Server.Calls, call => Assert.False(call.Instances.IsPinned));
    }

    [Fact]
    public async Task Request_ThatIsPinnedAlready_IsSoInAllParts()
    {
        var request = CutAsync(Of(1, 2, 3) with { IsPinned = true, IsSuspect = true }, "v3");
        AnswerAll();

        await AssertAnsweredAsync(request, 1, 2, 3);
        AssertCallsAre(("[1,2]", "v3"), ("[3]", "v3"));
        Assert.All(Server.Calls, call => Assert.True(call.Instances is { IsPinned: true, IsSuspect: true }));
    }

    [Fact]
    public async Task Version_ThatTheServerChooses_IsNotAskedForTwice()
    {
        Server.OnCall = call =>
        {
            if (call.Version is null)
            {
                call.Answer();
            }
            else
            {
                call.Fail(PredictionFailure.VersionNotSelectable);
            }
        };

        await AssertAnsweredAsync(CutAsync(Of(1, 2, 3)), 1, 2, 3);
        AssertCallsAre(("[1,2]", null), ("[3]", "v3"), ("[3]", null));

        await AssertAnsweredAsync(CutAsync(Of(1, 2, 3)), 1, 2, 3);
        Assert.Equal(5, Server.Calls.Count);
        Assert.False(Server.Calls[2].Instances.IsPinned);
    }

    [Fact]
    public async Task Version_ThatIsNotKnown_IsNotAskedFor()
    {
        var request = CutAsync(Of(1, 2, 3));
        await EndInTurnAsync(request, _ => Unknown);

        await AssertAnsweredAsync(request, 1, 2, 3);
        AssertCallsAre(("[1,2]", null), ("[3]", null));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("r", null, true)]
    [InlineData(null, "r", true)]
    [InlineData("r", "r", true)]
    [InlineData("r", "s", false)]
    public async Task Versions_OfTheSameName_AreTheSameAsFarAsIsKnown(string? one, string? other, bool isSame)
    {
        var request = CutAsync(Of(1, 2, 3));
        await EndInTurnAsync(request, call =>
            FakePredictor.V3 with
            {
                Resource = call.Json == "[3]" ? other : one,
            }
        );

        Assert.Equal(isSame, request.IsCompletedSuccessfully);
        Assert.Equal(isSame ? 2 : 4, Server.Calls.Count);
    }

    [Fact]
    public async Task Parts_OfDifferentVersions_AreThrownAwayAndAskedForOnceMore()
    {
        var request = CutAsync(Of(1, 2, 3));
        await EndInTurnAsync(request, call =>
            call == Server.Calls.ElementAtOrDefault(1) ? V4 : FakePredictor.V3
        );

        await AssertAnsweredAsync(request, 1, 2, 3);
        AssertCalls("[1,2]", "[3]", "[1,2]", "[3]");
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public async Task Parts_OfDifferentVersionsTwice_AreNotAskedForAgain()
    {
        var request = CutAsync(Of(1, 2, 3));
        await EndInTurnAsync(request, call => call.Json == "[3]" ? V4 : FakePredictor.V3);

        var failed = await AssertFailedAsync(request, PredictionFailure.Unavailable);
        Assert.Equal(
            "The model server switches between versions, and the request takes several calls. Try again, "
                + "or send fewer instances.",
            failed.Message
        );
        Assert.Equal(TimeSpan.FromSeconds(1), failed.RetryAfter);
        AssertCalls("[1,2]", "[3]", "[1,2]", "[3]");
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public async Task Parts_OfWhichOnlyTheFirstTellsItsVersion_AreNotOfOneVersion()
    {
        var request = CutAsync(Of(1, 2, 3));
        await EndInTurnAsync(request, call => call.Json == "[3]" ? Unknown : FakePredictor.V3);

        await AssertFailedAsync(request, PredictionFailure.Unavailable);
    }

    [Fact]
    public async Task Version_ThatIsGoneInBetween_IsAskedForOnceMore()
    {
        var request = CutAsync(Of(1, 2, 3));
        Server.Open[0].Answer();
        await BoundedWait.UntilAsync(() => Server.Open.Count > 0);
        Server.Open[0].Fail(PredictionFailure.VersionNotFound);
        await EndInTurnAsync(request, _ => V4);

        var result = await request.InTimeAsync();
        Assert.Equal([1, 2, 3], RowsOf(result));
        Assert.Same(V4, result.Model);
        AssertCallsAre(("[1,2]", null), ("[3]", "v3"), ("[1,2]", null), ("[3]", "v4"));
    }

    [Fact]
    public async Task Version_ThatIsGoneTwice_IsNotAskedForAgain()
    {
        var request = CutAsync(Of(1, 2, 3));
        for (var i = 0; i < 2; i++)
        {
            Server.Open[0].Answer();
            await BoundedWait.UntilAsync(() => Server.Open.Count > 0);
            Server.Open[0].Fail(PredictionFailure.VersionNotFound);
            await BoundedWait.UntilAsync(() => Server.Open.Count > 0 || request.IsCompleted);
        }

        await AssertFailedAsync(request, PredictionFailure.Unavailable);
        Assert.Equal(4, Server.Calls.Count);
    }

    [Theory]
    [InlineData("v2", 1)]
    [InlineData("v2", 0)]
    [InlineData(null, 0)]
    public async Task Version_ThatTheCallerNamesOrThatIsNotThere_IsNotFound(string? version, int failing)
    {
        Server.OnCall = call =>
        {
            if (Server.Calls.Count > failing)
            {
                call.Fail(PredictionFailure.VersionNotFound);
            }
            else
            {
                call.Answer();
            }
        };

        await AssertFailedAsync(CutAsync(Of(1, 2, 3), version), PredictionFailure.VersionNotFound);

        Assert.Equal(failing + 1, Server.Calls.Count);
    }

    [Theory]
    [InlineData("[1,2]", 0, 0)]
    [InlineData("[1,2]", 1, 1)]
    [InlineData("[3,4]", 0, 2)]
    [InlineData("[3,4]", 1, 3)]
    [InlineData("[5]", 0, 4)]
    [InlineData("[5]", null, null)]
    public async Task Instance_ThatIsRefused_IsNamedByItsPlaceInTheRequest(
        string part,
        int? index,
        int? expected
    )
    {
        Server.OnCall = call =>
        {
            if (call.Json == part)
            {
                call.Fail(PredictionFailure.InstanceRefused, index);
            }
            else
            {
                call.Answer();
            }
        };

        var refused = await AssertFailedAsync(CutAsync(Of(1, 2, 3, 4, 5)), PredictionFailure.InstanceRefused);

        Assert.Equal("It failed.", refused.Message);
        Assert.Equal(expected, refused.Index);
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public async Task Request_WithoutMemoryForItsParts_IsRefused()
    {
        var small = new CuttingPredictor(Server, Options, new(4));

        await AssertFailedAsync(small.PredictAsync(Of(1, 2, 3), null, Cancellation), PredictionFailure.Busy);

        AssertCalls();
    }

    [Fact]
    public async Task Caller_WhoGivesUp_GivesUpAllParts()
    {
        using var caller = new CancellationTokenSource();
        var request = _predictor.PredictAsync(Of(1, 2, 3, 4, 5), null, caller.Token);
        Server.Calls[0].Answer();
        await BoundedWait.UntilAsync(() => Server.Open.Count == 2);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.InTimeAsync());
        Assert.Empty(Server.Open);
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public async Task Description_IsThatOfTheServer() =>
        Assert.Same(FakePredictor.V3, await _predictor.DescribeAsync("v3", Cancellation));

    /// <summary>Parts leave in threads of the pool: a test that ends calls by hand waits for them.</summary>
    private Task<PredictionResult> CutAsync(Instances instances, string? version = null) =>
        _predictor.PredictAsync(instances, version, Cancellation);

    /// <summary>Answers the calls that have begun and those that follow.</summary>
    private new void AnswerAll()
    {
        Server.OnCall = call => call.Answer();
        base.AnswerAll();
    }

    /// <summary>Answers calls, in turn, until the request has ended.</summary>
    private async Task EndInTurnAsync(Task request, Func<GatedPredictor.Call, ModelVersion> model)
    {
        while (!request.IsCompleted)
        {
            await BoundedWait.UntilAsync(() => Server.Open.Count > 0 || request.IsCompleted);
            EndAll(call => call.Answer(model(call)));
        }
    }

    private void AssertCallsAre(params (string Json, string? Version)[] expected) =>
        Assert.Equal(expected.Order(), Server.Calls.Select(call => (call.Json, call.Version)).Order());
}
