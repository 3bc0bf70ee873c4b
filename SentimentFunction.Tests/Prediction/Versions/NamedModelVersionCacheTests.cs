using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

/// <summary>Versions that are asked for by name: any name, as often as anybody likes.</summary>
public sealed class NamedModelVersionCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ModelVersionCache _cache;

    private readonly List<string> _asked = [];

    public NamedModelVersionCacheTests() =>
        _cache = new ModelVersionCache(
            (version, _) =>
            {
                lock (_asked)
                {
                    _asked.Add(version ?? "default");
                }

                return version?[0] == 'x'
                    ? throw new PredictionException(
                        PredictionFailure.VersionNotFound,
                        $"There is no {version}."
                    )
                    : Task.FromResult(new ModelVersion("sentiment", version ?? "v1", "ai-platform"));
            },
            refreshAfter: TimeSpan.FromHours(1),
            expireAfter: TimeSpan.FromHours(2),
            RequestTime.Of(TimeSpan.FromSeconds(10)),
            _time,
            NullLogger<ModelVersionCache>.Instance
        );

    [Fact]
    public async Task Get_ManyUnknownNames_AsksForABurstAndThenOneASecond()
    {
        Assert.Equal(LookUpBudget.Burst, await CountLookUpsAsync(1_000));
        Assert.Equal(LookUpBudget.Burst, Asked);

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, await CountLookUpsAsync(1_000));

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(LookUpBudget.Burst, await CountLookUpsAsync(1_000));
    }

    [Fact]
    public async Task Get_UnknownNameBeyondTheBudget_SaysWhenToTryAgain()
    {
        await CountLookUpsAsync(1_000);

        var refused = await Assert.ThrowsAsync<PredictionException>(() => GetAsync("v7"));

        Assert.Equal(PredictionFailure.Unavailable, refused.Failure);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.Equal(
            "Too many unknown model versions have been asked for lately. Try again later, or leave out "
                + "'version'.",
            refused.Message
        );
    }

    [Fact]
    public async Task Get_DefaultAndKnownVersions_NeedNoBudget()
    {
        await GetAsync(null);
        await GetAsync("v7");
        await CountLookUpsAsync(1_000);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal("v1", (await GetAsync(null)).Version);
        Assert.Equal("v7", (await GetAsync("v7")).Version);
        Assert.Equal("v8", (await AfterAPredictionAsync("v8")).Version);
    }

    [Fact]
    public async Task Get_AbsentName_AsksAgainAfterAMinute()
    {
        for (var i = 0; i < 100; i++)
        {
            var absent = await Assert.ThrowsAsync<PredictionException>(() => GetAsync("x1"));
            Assert.Equal("There is no x1.", absent.Message);
            _time.Advance(TimeSpan.FromSeconds(0.59));
        }

        Assert.Equal(1, Asked);
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<PredictionException>(() => GetAsync("x1"));
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task Get_MoreNamesThanAreRemembered_ForgetsThoseOfLongestAgo()
    {
        await GetAsync(null);
        for (var i = 0; i <= ModelVersionCache.MaxVersions; i++)
        {
            await GetAsync($"v{i}");
            await GetAsync("v1");
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await GetAsync(null);
            _time.Advance(TimeSpan.FromSeconds(0.1));
            LeaveTheBudgetAlone(i);
        }

        Assert.Equal(1, Count("v1"));
        await GetAsync("v0");
        Assert.Equal(2, Count("v0"));
        Assert.Equal(1, Count("default"));
        Assert.Equal(1, Count("v256"));
    }

    [Fact]
    public async Task Get_AsManyNamesAsAreRemembered_ForgetsNone()
    {
        await GetAsync(null);
        for (var i = 0; i < ModelVersionCache.MaxVersions; i++)
        {
            await GetAsync($"v{i}");
            LeaveTheBudgetAlone(i);
        }

        await GetAsync("v0");
        await GetAsync(null);
        Assert.Equal(1, Count("v0"));
        Assert.Equal(1, Count("default"));
    }

    [Fact]
    public async Task Get_AbsentNames_NeverDisplaceWhatIsKnown()
    {
        await GetAsync("v1");
        for (var i = 0; i < 2 * ModelVersionCache.MaxVersions; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Assert.ThrowsAsync<PredictionException>(() => GetAsync($"x{i}"));
            LeaveTheBudgetAlone(i);
        }

        await GetAsync("v1");
        Assert.Equal(1, Count("v1"));
    }

    [Fact]
    public async Task GetKnownAndRefresh_Unknown_AsksInTheBackground()
    {
        Assert.Null(_cache.GetKnownAndRefresh("v2"));

        Assert.Equal("v2", (await AfterAPredictionAsync("v2")).Version);
        Assert.Equal(1, Count("v2"));
    }

    [Fact]
    public async Task GetKnownAndRefresh_Old_IsUsedUntilItExpires()
    {
        await GetAsync("v2");
        _time.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal("v2", _cache.GetKnownAndRefresh("v2")?.Version);
        await BoundedWait.UntilAsync(() => Count("v2") == 2);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(_cache.GetKnownAndRefresh("v2"));
    }

    private int Asked => _asked.Count;

    private Task<ModelVersion> GetAsync(string? version) =>
        _cache.GetAsync(version, TestContext.Current.CancellationToken);

    /// <summary>The budget is another test's: so many names are asked for within it.</summary>
    private void LeaveTheBudgetAlone(int i)
    {
        if (i % (LookUpBudget.Burst / 2) == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(0.6 * LookUpBudget.Burst));
        }
    }

    private async Task<int> CountLookUpsAsync(int names)
    {
        var before = Asked;
        for (var i = 0; i < names; i++)
        {
            await Assert.ThrowsAsync<PredictionException>(() => GetAsync($"x{before}-{i}"));
        }

        return Asked - before;
    }

    private async Task<ModelVersion> AfterAPredictionAsync(string version)
    {
        ModelVersion? known = null;
        await BoundedWait.UntilAsync(() => (known = _cache.GetKnownAndRefresh(version)) is not null);
        return known!;
    }

    private int Count(string version)
    {
        lock (_asked)
        {
            return _asked.Count(asked => asked == version);
        }
    }
}
