using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

/// <summary>How long a list of versions is used, and who waits for a new one.</summary>
public sealed class VersionListTests
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ExpireAfter = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<VersionList> _logger = new();
    private readonly List<TaskCompletionSource<IReadOnlyList<string>?>> _asked = [];
    private readonly VersionList _list;

    public VersionListTests() => _list = new(Load, RefreshAfter, ExpireAfter, _time, _logger);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Asked
    {
        get
        {
            lock (_asked)
            {
                return _asked.Count;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public async Task List_ThatIsNotKnown_IsAskedForOnce(int callers)
    {
        List<Task<IReadOnlyList<string>?>> waiting =
        [
            .. Enumerable.Range(0, callers).Select(_ => _list.GetAsync(Cancellation)),
        ];
        await AnswerAsync(1, "v2", "v1");

        foreach (var versions in waiting)
        {
            Assert.Equal(["v2", "v1"], await versions.InTimeAsync());
        }

        _time.Advance(RefreshAfter - TimeSpan.FromTicks(1));
        Assert.Equal(["v2", "v1"], await _list.GetAsync(Cancellation));
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task List_ThatTheServerDoesNotHave_IsAskedForOnce()
    {
        var waiting = _list.GetAsync(Cancellation);
        await EndAsync(1, asked => asked.SetResult(null));

        Assert.Null(await waiting.InTimeAsync());
        Assert.Null(await _list.GetAsync(Cancellation));
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task List_ThatIsStaleForAMoment_IsUsedWhileItIsRefreshed()
    {
        await KnowAsync("v1");
        _time.Advance(RefreshAfter);

        Assert.Equal(["v1"], await _list.GetAsync(Cancellation));
        await AnswerAsync(2, "v2");
        await BoundedWait.UntilAsync(async () => (await _list.GetAsync(Cancellation)) is ["v2"]);
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task List_ThatIsOld_IsWaitedFor()
    {
        await KnowAsync("v1");
        _time.Advance(ExpireAfter);

        var waiting = _list.GetAsync(Cancellation);
        await AnswerAsync(2, "v2");

        Assert.Equal(["v2"], await waiting.InTimeAsync());
    }

    [Fact]
    public async Task List_ThatIsOldAndCannotBeHad_IsUsedUntilItExpires()
    {
        await KnowAsync("v1");
        _time.Advance(ExpireAfter - VersionList.FailureMemory);
        var waiting = _list.GetAsync(Cancellation);
        await FailAsync(2);

        Assert.Equal(["v1"], await waiting.InTimeAsync());
        _time.Advance(VersionList.FailureMemory - TimeSpan.FromTicks(1));
        Assert.Equal(["v1"], await _list.GetAsync(Cancellation));
        Assert.Equal(2, Asked);
        _time.Advance(TimeSpan.FromTicks(1));
        var expired = _list.GetAsync(Cancellation);
        await FailAsync(3);
        Assert.Null(await expired.InTimeAsync());
    }

    [Fact]
    public async Task List_ThatCannotBeHad_IsNullForAWhile()
    {
        var waiting = _list.GetAsync(Cancellation);
        await FailAsync(1);

        Assert.Null(await waiting.InTimeAsync());
        Assert.Null(await _list.GetAsync(Cancellation));
        Assert.Equal(1, Asked);
        Assert.Equal(
            [
                (
                    LogLevel.Warning,
                    "The model's versions can't be listed; descriptions of the model go on without them."
                ),
            ],
            _logger.Entries.Select(entry => (entry.Level, entry.Message))
        );

        _time.Advance(VersionList.FailureMemory);
        var again = _list.GetAsync(Cancellation);
        await AnswerAsync(2, "v1");
        Assert.Equal(["v1"], await again.InTimeAsync());
    }

    [Fact]
    public async Task List_ThatIsLate_IsWaitedForOnceAndUsedWhenItComes()
    {
        var waiting = _list.GetAsync(Cancellation);
        await BoundedWait.UntilAsync(() => Asked == 1);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await waiting.InTimeAsync());
        Assert.Null(await _list.GetAsync(Cancellation).InTimeAsync());
        await AnswerAsync(1, "v1");
        await BoundedWait.UntilAsync(async () => (await _list.GetAsync(Cancellation)) is ["v1"]);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task List_ThatWasAskedForBeforeAPause_IsNotWaitedFor()
    {
        var early = _list.GetAsync(Cancellation);
        await BoundedWait.UntilAsync(() => Asked == 1);
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(await early.InTimeAsync());
        _time.Advance(VersionList.FailureMemory);

        var waiting = _list.GetAsync(Cancellation);
        await AnswerAsync(2, "v2");

        Assert.Equal(["v2"], await waiting.InTimeAsync());
        await AnswerAsync(1, "v1");
        Assert.Equal(["v2"], await _list.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Caller_WhoGoesAway_EndsHisWaitAlone()
    {
        using var caller = new CancellationTokenSource();
        var gone = _list.GetAsync(caller.Token);
        var waiting = _list.GetAsync(Cancellation);
        await caller.CancelAsync();
        await AnswerAsync(1, "v1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.InTimeAsync());
        Assert.Equal(["v1"], await waiting.InTimeAsync());
    }

    private Task<IReadOnlyList<string>?> Load(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource<IReadOnlyList<string>?>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        lock (_asked)
        {
            _asked.Add(asked);
        }

        return asked.Task;
    }

    private async Task KnowAsync(params string[] versions)
    {
        var waiting = _list.GetAsync(Cancellation);
        await AnswerAsync(1, versions);
        await waiting.InTimeAsync();
    }

    private Task AnswerAsync(int question, params string[] versions) =>
        EndAsync(question, asked => asked.SetResult(versions));

    private Task FailAsync(int question) =>
        EndAsync(question, asked =>
            asked.SetException(new PredictionException(PredictionFailure.ServerFailed, "No."))
        );

    private async Task EndAsync(int question, Action<TaskCompletionSource<IReadOnlyList<string>?>> end)
    {
        await BoundedWait.UntilAsync(() => Asked >= question);
        end(_asked[question - 1]);
    }
}
