using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class ModelVersionCacheTests : IDisposable
{
    private static readonly ModelOptions Options = new()
    {
        RefreshAfter = TimeSpan.FromMinutes(1),
        ExpireAfter = TimeSpan.FromMinutes(10),
    };

    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<ModelVersion>> _loads = [];
    private readonly SemaphoreSlim _loading = new(0);
    private readonly ModelVersionCache _cache;

    public ModelVersionCacheTests() => _cache = new ModelVersionCache(
        (_, _) =>
        {
            var load = new TaskCompletionSource<ModelVersion>(TaskCreationOptions.RunContinuationsAsynchronously);
            _loads.Add(load);
            _loading.Release();
            return load.Task;
        },
        Options,
        _time,
        NullLogger<ModelVersionCache>.Instance);

    public void Dispose() => _loading.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public async Task Get_Unknown_SharesOneLoad(int callers)
    {
        var waits = Enumerable.Range(0, callers).Select(_ => GetAsync()).ToList();
        await AnswerAsync(0, "v1");

        Assert.All(await Task.WhenAll(waits), model => Assert.Equal("v1", model.Version));
        Assert.Single(_loads);
    }

    [Fact]
    public async Task Get_Fresh_AsksNobody()
    {
        await LoadAsync("v1");
        _time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal("v1", (await GetAsync()).Version);
        Assert.Single(_loads);
    }

    [Fact]
    public async Task Get_Stale_UsesItWhileOneRefreshRuns()
    {
        await LoadAsync("v1");
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("v1", (await GetAsync()).Version);
        Assert.Equal("v1", (await GetAsync()).Version);
        await AnswerAsync(1, "v2");
        await UntilAsync("v2");
        Assert.Equal(2, _loads.Count);
    }

    [Fact]
    public async Task Get_Expired_WaitsForTheRefresh()
    {
        await LoadAsync("v1");
        _time.Advance(TimeSpan.FromMinutes(11));

        var waits = Enumerable.Range(0, 5).Select(_ => GetAsync()).ToList();
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);
        await AnswerAsync(1, "v2");

        Assert.All(await Task.WhenAll(waits), model => Assert.Equal("v2", model.Version));
        Assert.Equal(2, _loads.Count);
    }

    [Fact]
    public async Task Get_CallerGoesAway_LeavesTheLoadToOthers()
    {
        using var caller = new CancellationTokenSource();
        var impatient = _cache.GetAsync(ModelVersionCache.DefaultVersion, caller.Token);
        var patient = GetAsync();

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await AnswerAsync(0, "v1");

        Assert.Equal("v1", (await patient).Version);
        Assert.Single(_loads);
    }

    [Fact]
    public async Task Get_AfterAFailure_FailsAlikeForASecondThenAsksAgain()
    {
        var failure = new PredictionException(PredictionFailure.ServerFailed, "It failed.");
        var first = GetAsync();
        await _loading.WaitAsync(TestContext.Current.CancellationToken);
        _loads[0].SetException(failure);
        Assert.Same(failure, await Assert.ThrowsAsync<PredictionException>(() => first));

        Assert.Same(failure, await Assert.ThrowsAsync<PredictionException>(GetAsync));
        Assert.Single(_loads);

        _time.Advance(TimeSpan.FromSeconds(1));
        var second = GetAsync();
        await AnswerAsync(1, "v1");
        Assert.Equal("v1", (await second).Version);
    }

    [Fact]
    public async Task Get_RefreshFails_UsesWhatIsKnownUntilItExpires()
    {
        await LoadAsync("v1");
        _time.Advance(TimeSpan.FromMinutes(2));
        await GetAsync();
        await _loading.WaitAsync(TestContext.Current.CancellationToken);
        _loads[1].SetException(new PredictionException(PredictionFailure.ServerFailed, "It failed."));

        Assert.Equal("v1", (await GetAsync()).Version);
    }

    [Fact]
    public async Task Drop_OfWhatIsKnown_AsksAgainAtOnce()
    {
        var known = await LoadAsync("v1");

        _cache.Drop(ModelVersionCache.DefaultVersion, known);
        var next = GetAsync();
        await AnswerAsync(1, "v2");
        _cache.Drop(ModelVersionCache.DefaultVersion, known);

        Assert.Equal("v2", (await next).Version);
        Assert.Equal("v2", (await GetAsync()).Version);
        Assert.Equal(2, _loads.Count);
    }

    [Fact]
    public async Task Drop_DuringARefreshThatAskedEarlier_IgnoresItsAnswer()
    {
        var known = await LoadAsync("v1");
        _time.Advance(TimeSpan.FromMinutes(2));
        await GetAsync();
        await _loading.WaitAsync(TestContext.Current.CancellationToken);

        _cache.Drop(ModelVersionCache.DefaultVersion, known);
        var next = GetAsync();
        await _loading.WaitAsync(TestContext.Current.CancellationToken);
        _loads[1].SetResult(known);
        _loads[2].SetResult(known with { Version = "v2" });

        Assert.Equal("v2", (await next).Version);
    }

    [Fact]
    public async Task Peek_Unknown_AsksInTheBackground()
    {
        Assert.Null(_cache.Peek("v1"));
        await AnswerAsync(0, "v1");
        Assert.Equal("v1", (await _cache.GetAsync("v1", TestContext.Current.CancellationToken)).Version);

        Assert.Equal("v1", _cache.Peek("v1")?.Version);
    }

    private Task<ModelVersion> GetAsync() =>
        _cache.GetAsync(ModelVersionCache.DefaultVersion, TestContext.Current.CancellationToken);

    private async Task<ModelVersion> LoadAsync(string version)
    {
        var load = GetAsync();
        await AnswerAsync(0, version);
        return await load;
    }

    private async Task AnswerAsync(int load, string version)
    {
        await _loading.WaitAsync(TestContext.Current.CancellationToken);
        _loads[load].SetResult(new ModelVersion("sentiment", version, "ai-platform"));
    }

    /// <summary>Yields until the refresh in the background has ended.</summary>
    private async Task UntilAsync(string version)
    {
        while ((await GetAsync()).Version != version)
        {
            await Task.Yield();
        }
    }
}
