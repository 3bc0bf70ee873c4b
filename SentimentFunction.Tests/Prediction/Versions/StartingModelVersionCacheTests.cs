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
        _time.Advance(DescriptionLifetime.LongestWaitForStart - TimeSpan.FromMilliseconds(1));
        var second = GetAsync();
        Assert.False(first.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        await AssertStartsAsync(first);
        await AssertStartsAsync(second);
        Assert.Single(_questions);
    }

    [Fact]
    public async Task Later_Ones_WaitForASignOnly()
    {
        await AssertStartsAsync(await LateAsync());
        var later = GetAsync();
        await AskedAsync();

        _time.Advance(DescriptionLifetime.WaitForSign);

        await AssertStartsAsync(later);
        Assert.Equal(2, _questions.Count);
    }

    [Fact]
    public async Task Server_ThatIsThereAfterAll_IsDescribedWithinTheSign()
    {
        await AssertStartsAsync(await LateAsync());
        var later = GetAsync();
        await AskedAsync();

        _questions[1].SetResult(V1);

        Assert.Same(V1, await later.InTimeAsync());
    }

    [Fact]
    public async Task Answer_ToTheFirstQuestion_ServesAllThatCome()
    {
        await AssertStartsAsync(await LateAsync());
        _time.Advance(TimeSpan.FromSeconds(10));
        var waiting = GetAsync();
        await AskedAsync();

        _questions[0].SetResult(V1);

        Assert.Same(V1, await waiting.InTimeAsync());
        Assert.Same(V1, await GetAsync().InTimeAsync());
    }

    [Fact]
    public async Task Server_ThatHasAnsweredBefore_IsWaitedFor()
    {
        _requestTime.NoteAnswer();
        var waiting = GetAsync();
        await AskedAsync();

        _time.Advance(2 * DescriptionLifetime.LongestWaitForStart);
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
        _time.Advance(DescriptionLifetime.LongestWaitForStart);
        return first;
    }

    private static async Task AssertStartsAsync(Task<ModelVersion> waiting)
    {
        var starting = await Assert.ThrowsAsync<PredictionException>(() => waiting.InTimeAsync());
        Assert.Equal(PredictionFailure.Starting, starting.Failure);
        Assert.Equal("The model is starting. Try again in a moment.", starting.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), starting.RetryAfter);
    }
}
