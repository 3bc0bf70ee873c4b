using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>How lanes are bounded, share slots and come and go.</summary>
public sealed class LanesTests : BatchingTest
{
    private const int Slots = 4;

    private Lanes? _lanes;

    /// <summary>Two instances fill a call.</summary>
    public LanesTests() => Options = Options with { MaxInstances = 2, MaxCalls = Slots };

    private Lanes Lanes => _lanes ??= new(Options);

    [Fact]
    public void Names_ThatNobodyKnows_AreBoundedInNumber()
    {
        var refused = 0;
        List<SharedCall> calls = [];
        for (var i = 0; i < 1_000; i++)
        {
            try
            {
                calls.AddRange(Add($"unknown-{i}") is { } call ? [call] : []);
            }
            catch (PredictionException busy)
            {
                refused++;
                Assert.Equal(PredictionFailure.Busy, busy.Failure);
                Assert.Equal(
                    "Too many different versions, signatures or parameters are asked for at once. "
                        + "Try again later.",
                    busy.Message
                );
                Assert.Equal(CircuitBreaker.ProbeInterval, busy.RetryAfter);
            }
        }

        Assert.Equal(Lanes.MaxUnproven, Lanes.Count);
        Assert.Equal(1_000 - Lanes.MaxUnproven, refused);
        Assert.Equal(Slots, calls.Count);
    }

    [Fact]
    public void Names_ThatNobodyKnows_DisplaceNoVersionThatHasPredicted()
    {
        for (var i = 0; i < Lanes.MaxUnproven; i++)
        {
            Prove($"v{i}");
        }

        for (var i = 0; i < Lanes.MaxUnproven; i++)
        {
            Add($"unknown-{i}");
        }

        Assert.Throws<PredictionException>(() => Add("unknown"));
        AssertProven("v0", true);
        Assert.NotNull(Add("v0"));
    }

    [Fact]
    public void Names_ThatNobodyKnows_LeaveTheDefaultVersionItsSlots()
    {
        for (var i = 0; i < Lanes.MaxUnproven; i++)
        {
            Add($"unknown-{i}");
        }

        Assert.All(Enumerable.Range(0, Slots), _ => Assert.NotNull(Add(null)));
        Assert.Null(Add(null));
    }

    [Fact]
    public void Names_ThatAreNotFound_LeaveNothingBehind()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Fail(Add($"unknown-{i}")!, PredictionFailure.VersionNotFound);

            Assert.Equal(0, Lanes.Count);
        }
    }

    [Fact]
    public void Names_ThatAreNotFoundWhileOthersWait_LeaveNothingBehind()
    {
        var calls = Enumerable.Range(0, 30).Select(i => Add($"unknown-{i}")).OfType<SharedCall>().ToList();
        Assert.Equal(Slots, calls.Count);

        for (var ended = 0; ended < calls.Count; ended++)
        {
            Fail(calls[ended], PredictionFailure.VersionNotFound);
            while (Lanes.Next() is { } next)
            {
                calls.Add(next);
            }
        }

        Assert.Equal(30, calls.Count);
        Assert.Equal(0, Lanes.Count);
    }

    [Fact]
    public void Name_WhoseCallersAreGone_LeavesNothingBehind()
    {
        using var callers = new CancellationTokenSource();
        callers.Cancel();
        List<PendingRequest> requests = [];
        for (var i = 0; i < 10; i++)
        {
            requests.Add(Request($"unknown-{i}"));
            Lanes.Add(requests[i]);
        }

        var abandoned = requests.Select(request => Lanes.Leave(request, callers.Token)).ToList();

        // The others have only waited.
        Assert.Equal(Slots, abandoned.OfType<SharedCall>().Count());
        Assert.Equal(Slots, Lanes.Count);
        foreach (var call in abandoned.OfType<SharedCall>())
        {
            Lanes.End(call, new OperationCanceledException());
        }

        Assert.Equal(0, Lanes.Count);
        Assert.Null(Lanes.Next());
    }

    [Theory]
    [InlineData(PredictionFailure.InstanceRefused, 0)]
    [InlineData(PredictionFailure.VersionNotSelectable, 0)]
    [InlineData(PredictionFailure.RateLimited, 0)]
    [InlineData(PredictionFailure.ServerFailed, 1)]
    [InlineData(PredictionFailure.TimedOut, 1)]
    public void Name_ThatHasOnlyFailed_IsRememberedForItsBreaker(PredictionFailure failure, int lanes)
    {
        Fail(Add("v1")!, failure);

        Assert.Equal(lanes, Lanes.Count);
    }

    [Fact]
    public void Version_ThatHasPredicted_IsRemembered()
    {
        Prove("v1");

        Assert.Equal(1, Lanes.Count);
    }

    [Fact]
    public void Lane_BeyondTheirNumber_TakesThePlaceOfTheOneThatWasUsedLongestAgo()
    {
        for (var i = 0; i < Lanes.MaxLanes; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Prove($"v{i}");
        }

        Time.Advance(TimeSpan.FromSeconds(1));
        Prove("v0");
        Prove("new");

        Assert.Equal(Lanes.MaxLanes, Lanes.Count);
        AssertProven("v0", true);
        AssertProven("v2", true);
        AssertProven("new", true);
        AssertProven("v1", false);
    }

    [Fact]
    public void Lane_BeyondTheirNumber_TakesThePlaceOfOneThatHasPredictedNothing()
    {
        for (var i = 0; i < Lanes.MaxLanes - 1; i++)
        {
            Prove($"v{i}");
        }

        Time.Advance(TimeSpan.FromSeconds(1));
        Fail(Add("failing")!, PredictionFailure.ServerFailed);
        Prove("new");

        Assert.Equal(Lanes.MaxLanes, Lanes.Count);
        AssertProven("v0", true);
    }

    [Fact]
    public void Names_ThatNobodyKnows_ShareTheCallsOfOneLane()
    {
        Prove("v1");
        var unknown = Enumerable.Range(0, 10).Select(i => Add($"unknown-{i}")).OfType<SharedCall>().ToList();
        Assert.Equal(Slots, unknown.Count);

        Assert.NotNull(Add("v1"));
        Fail(unknown[0], PredictionFailure.VersionNotFound);

        Assert.Equal("unknown-4", Lanes.Next()?.Lane.Key.Version);
        Assert.Null(Lanes.Next());
    }

    [Fact]
    public void Lanes_AllButTheDefaultOne_ShareTheCallsOfFour()
    {
        var versions = Enumerable.Range(0, 5).Select(i => $"v{i}").ToList();
        versions.ForEach(Prove);
        List<SharedCall> calls =
        [
            .. versions
                .SelectMany(version => Enumerable.Repeat(version, Slots))
                .Select(Add)
                .OfType<SharedCall>(),
        ];

        Assert.Equal(Lanes.MaxShares * Slots, calls.Count);
        Assert.Null(Add("unknown"));
        Assert.NotNull(Add(null));
        Lanes.End(calls[0]);
        Assert.Equal("v4", Lanes.Next()?.Lane.Key.Version);
        Assert.Null(Lanes.Next());
    }

    [Fact]
    public void Lanes_WhereCallsAreNotShared_HaveNoBounds()
    {
        Options = Options with { MaxInstances = 1 };

        Assert.All(Enumerable.Range(0, 10 * Slots), i =>
            Assert.NotNull(Add($"unknown-{i % Lanes.MaxUnproven}"))
        );
    }

    [Fact]
    public void Lanes_ThatShareSlots_TakeTurns()
    {
        Options = Options with { MaxCalls = 1 };
        var first = Add("a");
        foreach (var name in new[] { "a", "a", "a", "b", "b", "c" })
        {
            Assert.Null(Add(name));
        }

        List<string?> turns = [];
        for (var call = first; call is not null; call = Lanes.Next())
        {
            turns.Add(call.Lane.Key.Version);
            Fail(call, PredictionFailure.VersionNotFound);
        }

        Assert.Equal(["a", "a", "b", "c", "a", "b", "a"], turns);
    }

    [Fact]
    public void Lane_WithoutARequestOfItsOwnTurn_LetsTheNextOneHaveIt()
    {
        Options = Options with { MaxCalls = 1 };
        using var callers = new CancellationTokenSource();
        callers.Cancel();
        var first = Add("a")!;
        var gone = Request("b");
        Lanes.Add(gone);
        Add("c");
        Lanes.Leave(gone, callers.Token);

        Fail(first, PredictionFailure.VersionNotFound);

        Assert.Equal("c", Lanes.Next()?.Lane.Key.Version);
    }

    [Fact]
    public void Lane_ThatIsLeftAlone_FailsOnlyThoseWhoWaitInIt()
    {
        Options = Options with { MaxCalls = 1 };
        Prove("a");
        Prove("b");
        var call = Add("a")!;
        Add("b");
        var own = Request("a");
        Lanes.Add(own);
        Add("b");
        Add(null);

        var failed = Lanes.End(call, new PredictionException(PredictionFailure.TimedOut, "It failed."));

        Assert.Equal([call.Requests[0], own], failed.Select(one => one.Request));
        Assert.Equal("It failed.", failed.First().Failure.Message);
        Assert.Equal(
            "The model server does not answer, so it is left alone for a moment. Try again.",
            failed.Last().Failure.Message
        );
    }

    [Fact]
    public void Lanes_WhoseRequestsFailForWantOfAConnection_LeaveNothingBehind()
    {
        Options = Options with { MaxCalls = 1 };
        var call = Add("a")!;
        Add("b");
        Add("c");

        Assert.Equal(3, Fail(call, PredictionFailure.ConnectTimedOut).Count);

        Assert.Equal(0, Lanes.Count);
    }

    [Fact]
    public void Caller_WhoLeavesWhileHeIsToldOfAFailure_TakesNoLaneOfAnotherWithHim()
    {
        using var callers = new CancellationTokenSource();
        callers.Cancel();
        var early = Request("v1");
        var failed = Fail(Lanes.Add(early)!, PredictionFailure.VersionNotFound);
        Assert.Equal(early, Assert.Single(failed).Request);
        Add("v1");

        // He is not told yet.
        Assert.Null(Lanes.Leave(early, callers.Token));

        Assert.Equal(1, Lanes.Count);
    }

    [Fact]
    public void Default_OfTheConfiguration_IsTheDefaultLane()
    {
        Options = Options with { DefaultVersion = "v3" };

        Add("v3");
        Add(null);

        Assert.Equal(0, Lanes.Count);
    }

    [Fact]
    public void Signatures_OfOneVersion_HaveLanesOfTheirOwn()
    {
        Options = Options with { MaxCalls = 1 };
        var signed = Of(1) with { SignatureName = "\"s\""u8.ToArray() };

        Assert.NotNull(Add(null));
        Assert.NotNull(Lanes.Add(new(signed, null)));
        Assert.Null(Lanes.Add(new(signed, null)));

        Assert.Equal(1, Lanes.Count);
    }

    /// <summary>A request that fills a call.</summary>
    private static PendingRequest Request(string? version) => new(Of(1, 2), version);

    private SharedCall? Add(string? version) => Lanes.Add(Request(version));

    private IReadOnlyCollection<FailedRequest> Fail(SharedCall call, PredictionFailure failure) =>
        Lanes.End(call, new PredictionException(failure, "It failed."));

    private void Prove(string version) => Lanes.End(Add(version)!);

    private void AssertProven(string version, bool isProven)
    {
        var call = Add(version)!;
        Assert.Equal(isProven, call.Lane.IsProven);
        Fail(call, PredictionFailure.VersionNotFound);
    }
}
