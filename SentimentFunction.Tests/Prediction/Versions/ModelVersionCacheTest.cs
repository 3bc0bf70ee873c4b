using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

/// <summary>A cache whose look-ups a test answers, in whatever order, by a clock of its own.</summary>
public abstract class ModelVersionCacheTest : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource<ModelVersion>> _loads = [];
    private readonly SemaphoreSlim _loading = new(0);

    protected ModelVersionCacheTest() =>
        Cache = new ModelVersionCache(
            (_, _) =>
            {
                var load = new TaskCompletionSource<ModelVersion>(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
                lock (_lock)
                {
                    _loads.Add(load);
                }

                _loading.Release();
                return load.Task;
            },
            refreshAfter: TimeSpan.FromMinutes(1),
            expireAfter: TimeSpan.FromMinutes(10),
            RequestTime.Of(TimeSpan.FromSeconds(10)),
            Time,
            Logger
        );

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static PredictionException Failure { get; } = new(PredictionFailure.ServerFailed, "It failed.");

    protected FakeTimeProvider Time { get; } = new();

    protected ModelVersionCache Cache { get; }

    private protected FakeLogger<ModelVersionCache> Logger { get; } = new();

    /// <summary>How often the model server was asked.</summary>
    protected int Loads
    {
        get
        {
            lock (_lock)
            {
                return _loads.Count;
            }
        }
    }

    public void Dispose()
    {
        _loading.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<ModelVersion> GetAsync(string? version = null) => Cache.GetAsync(version, Cancellation);

    /// <summary>Gets what is known after the first look-up.</summary>
    protected async Task<ModelVersion> LoadAsync(string version)
    {
        var load = GetAsync();
        await AnswerAsync(0, version);
        return await load;
    }

    /// <summary>Waits for one more look-up than before.</summary>
    protected Task LoadingAsync() => _loading.WaitAsync().InTimeAsync();

    /// <summary>Waits for one more look-up, and answers one.</summary>
    protected async Task AnswerAsync(int load, string version)
    {
        await LoadingAsync();
        Answer(load, version);
    }

    /// <summary>Waits for one more look-up, and lets one fail.</summary>
    protected async Task FailAsync(int load, Exception failure)
    {
        await LoadingAsync();
        Fail(load, failure);
    }

    protected void Answer(int load, string version)
    {
        lock (_lock)
        {
            _loads[load].SetResult(new ModelVersion("sentiment", version, "ai-platform"));
        }
    }

    protected void Fail(int load, Exception failure)
    {
        lock (_lock)
        {
            _loads[load].SetException(failure);
        }
    }

    protected void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Yields until the refresh in the background has ended.</summary>
    protected Task UntilAsync(string version) =>
        BoundedWait.UntilAsync(async () => (await GetAsync()).Version == version);
}
