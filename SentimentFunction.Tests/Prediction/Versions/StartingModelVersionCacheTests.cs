using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

/// <summary>Descriptions of a model server that may be starting, which answers nothing until it
/// has.</summary>
public sealed class StartingModelVersionCacheTests : IDisposable
{
    private static readonly ModelVersion V1 = new("sentiment", "v1", "tensorflow-serving");

    private readonly FakeTimeProvider _time = new();
    private readonly RequestTime _requestTime = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25));
    private readonly SemaphoreSlim _asked = new(0);
    private readonly List<TaskCompletionSource<ModelVersion>> _questions = [];
    private readonly ModelVersionCache _cache;

    public StartingModelVersionCacheTests() =>
        _cache = new(
            (_, _) =>
            {
                var question = new TaskCompletionSource<ModelVersion>(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
                _questions.Add(question);
                _asked.Release();
                return question.Task;
            },
            refreshAfter: TimeSpan.FromMinutes(1),
            expireAfter: TimeSpan.FromMinutes(10),
            _requestTime,
            _time,
            NullLogger<ModelVersionCache>.Instance
        );

    public void Dispose() => _asked.Dispose();

    [Fact]
    public async Task First_OnesToCome_WaitTogetherForThreeSeconds()
    {
        var first = GetAsync();
        await AskedAsync();
        _time.Run(DescriptionLifetime.LongestWaitForStart - Deadline.Step);
        var second = GetAsync();
        await AskedAsync();
        Assert.False(first.IsCompleted);

        _time.Run(Deadline.Step);

        await AssertStartsAsync(first);
        await AssertStartsAsync(second);
    }

    [Fact]
    public async Task Later_Ones_DoNotWait()
    {
        await AssertStartsAsync(await LateAsync());

        await AssertStartsAsync(GetAsync());
        await AskedAsync();
        await AssertStartsAsync(GetAsync());

        // One more for each second in which somebody comes.
        Assert.Equal(2, _questions.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Answer_ToAnyQuestion_ServesAllThatCome(int answered)
    {
        await AssertStartsAsync(await LateAsync());
        await AssertStartsAsync(GetAsync());
        await AskedAsync();

        _questions[answered].SetResult(V1);
        await BoundedWait.UntilAsync(async () => await GetOrNullAsync() == V1);

        Assert.Same(V1, await GetAsync());
    }

    [Fact]
    public async Task Process_FrozenInTheFirstLookUp_WaitsForAnotherOne()
    {
        var first = GetAsync();
        await AskedAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        var thawed = GetAsync();
        await AskedAsync();

        _questions[1].SetResult(V1);

        Assert.Same(V1, await thawed.InTimeAsync());
        Assert.Same(V1, await first.InTimeAsync());
    }

    [Fact]
    public async Task Caller_WhoLeavesMeanwhile_EndsHisWait()
    {
        using var caller = new CancellationTokenSource();
        var waiting = _cache.GetAsync(null, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTimeAsync());
    }

    [Fact]
    public async Task Server_ThatHasAnsweredBefore_IsWaitedFor()
    {
        _requestTime.NoteAnswer();
        var waiting = GetAsync();
        await AskedAsync();

        _time.Run(2 * DescriptionLifetime.LongestWaitForStart);
        Assert.False(waiting.IsCompleted);

        _questions[0].SetResult(V1);
        Assert.Same(V1, await waiting.InTimeAsync());
    }

    private Task<ModelVersion> GetAsync() => _cache.GetAsync(null, TestContext.Current.CancellationToken);

    private Task AskedAsync() => _asked.WaitAsync(TestContext.Current.CancellationToken).InTimeAsync();

    /// <summary>Somebody who has waited in vain.</summary>
    private async Task<Task<ModelVersion>> LateAsync()
    {
        var first = GetAsync();
        await AskedAsync();
        _time.Run(DescriptionLifetime.LongestWaitForStart);
        return first;
    }

    private async Task<ModelVersion?> GetOrNullAsync()
    {
        try
        {
            return await GetAsync();
        }
        catch (PredictionException)
        {
            return null;
        }
    }

    private static async Task AssertStartsAsync(Task<ModelVersion> waiting)
    {
        var starting = await Assert.ThrowsAsync<PredictionException>(() => waiting.InTimeAsync());
        Assert.Equal(PredictionFailure.Starting, starting.Failure);
        Assert.Equal("The model is starting. Try again in a moment.", starting.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), starting.RetryAfter);
    }
}
