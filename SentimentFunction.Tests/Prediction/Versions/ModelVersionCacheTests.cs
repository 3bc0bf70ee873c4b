using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

public sealed class ModelVersionCacheTests : ModelVersionCacheTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public async Task Get_Unknown_SharesOneLoad(int callers)
    {
        var waits = Enumerable.Range(0, callers).Select(_ => GetAsync()).ToList();
        await AnswerAsync(0, "v1");

        Assert.All(await Task.WhenAll(waits), model => Assert.Equal("v1", model.Version));
        Assert.Equal(1, Loads);
    }

    [Fact]
    public async Task Get_Fresh_AsksNobody()
    {
        await LoadAsync("v1");
        Pass(59);

        Assert.Equal("v1", (await GetAsync()).Version);
        Assert.Equal(1, Loads);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(64.9)]
    public async Task Get_Stale_UsesItWhileOneRefreshRuns(double age)
    {
        await LoadAsync("v1");
        Pass(age);

        Assert.Equal("v1", (await GetAsync()).Version);
        Assert.Equal("v1", (await GetAsync()).Version);
        await AnswerAsync(1, "v2");
        await UntilAsync("v2");
        Assert.Equal(2, Loads);
    }

    [Fact]
    public async Task Get_AnsweredSlowly_AgesFromTheQuestion()
    {
        var load = GetAsync();
        await LoadingAsync();
        Pass(0.9);
        Answer(0, "v1");
        await load;

        Pass(64.1);
        var next = GetAsync();

        Assert.False(next.IsCompleted);
        await AnswerAsync(1, "v2");
        Assert.Equal("v2", (await next).Version);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(599)]
    [InlineData(660)]
    public async Task Get_Older_WaitsForOneRefresh(double age)
    {
        await LoadAsync("v1");
        Pass(age);

        var waits = Enumerable.Range(0, 5).Select(_ => GetAsync()).ToList();
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);
        await AnswerAsync(1, "v2");

        Assert.All(await Task.WhenAll(waits), model => Assert.Equal("v2", model.Version));
        Assert.Equal(2, Loads);
    }

    [Fact]
    public async Task Get_OlderAndTheRefreshIsLate_UsesItAfterASecond()
    {
        await LoadAsync("v1");
        Pass(65);

        var wait = GetAsync();
        await LoadingAsync();
        Assert.False(wait.IsCompleted);
        Pass(1);

        Assert.Equal("v1", (await wait).Version);
        Assert.Equal("v1", (await GetAsync().InTimeAsync()).Version);
        Answer(1, "v2");
        await UntilAsync("v2");
    }

    [Fact]
    public async Task Get_OlderAndTheRefreshFails_UsesItAndAsksOnceASecond()
    {
        await LoadAsync("v1");
        Pass(65);
        for (var i = 1; i < 4; i++)
        {
            var wait = GetAsync();
            await FailAsync(i, Failure);

            Assert.Equal("v1", (await wait).Version);
            Assert.Equal("v1", (await GetAsync()).Version);
            Assert.Equal(i + 1, Loads);
            Pass(1);
        }
    }

    [Fact]
    public async Task Get_ExpiredAndTheRefreshFails_Fails()
    {
        await LoadAsync("v1");
        Pass(600);

        var wait = GetAsync();
        await FailAsync(1, Failure);

        Assert.Same(Failure, await Assert.ThrowsAsync<PredictionException>(() => wait));
    }

    [Fact]
    public async Task Get_OlderAndTheRefreshWasLateASecondAgo_WaitsForAnother()
    {
        await LoadAsync("v1");
        Pass(65);
        var late = GetAsync();
        await LoadingAsync();
        Pass(1);
        await late;

        Pass(0.9);
        Assert.Equal("v1", (await GetAsync().InTimeAsync()).Version);
        Pass(0.1);
        var next = GetAsync();

        Assert.False(next.IsCompleted);
        Answer(1, "v2");
        Assert.Equal("v2", (await next).Version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("v7")]
    public async Task Get_WhileItIsLookedUp_WaitsForTheSameLookUp(string? version)
    {
        var first = Cache.GetAsync(version, CancellationToken.None);
        await LoadingAsync();

        for (var i = 0; i < 2 * LookUpBudget.Burst; i++)
        {
            Assert.Same(first, Cache.GetAsync(version, CancellationToken.None));
        }

        Answer(0, "v7");
        await first;
    }

    [Theory]
    [InlineData(null, PredictionFailure.VersionNotFound)]
    [InlineData(null, PredictionFailure.ServerFailed)]
    [InlineData("v7", PredictionFailure.ServerFailed)]
    public async Task Get_ASecondAfterAFailure_AsksAgain(string? version, PredictionFailure failure)
    {
        var first = GetAsync(version);
        await FailAsync(0, new PredictionException(failure, "It failed."));
        await Assert.ThrowsAsync<PredictionException>(() => first);
        await Assert.ThrowsAsync<PredictionException>(() => GetAsync(version));

        Pass(1);
        var next = GetAsync(version);
        await AnswerAsync(1, "v7");

        Assert.Equal("v7", (await next).Version);
    }

    [Theory]
    [InlineData(null, "(default)")]
    [InlineData("v7", "v7")]
    public async Task Failure_OfALookUp_IsLogged(string? version, string name)
    {
        var load = GetAsync(version);
        await FailAsync(0, Failure);
        await Assert.ThrowsAsync<PredictionException>(() => load);

        Assert.Equal(
            [
                (
                    LogLevel.Warning,
                    $"Model version '{name}' can't be described; predictions go on.",
                    (Exception?)Failure
                ),
            ],
            Logger.Entries
        );
    }

    [Fact]
    public async Task Absence_OfAVersion_IsNotLogged()
    {
        var load = GetAsync("v7");
        await FailAsync(0, new PredictionException(PredictionFailure.VersionNotFound, "There is none."));
        await Assert.ThrowsAsync<PredictionException>(() => load);

        Assert.Empty(Logger.Entries);
    }

    [Fact]
    public async Task Get_CallerGoesAway_LeavesTheLoadToOthers()
    {
        using var caller = new CancellationTokenSource();
        var impatient = Cache.GetAsync(null, caller.Token);
        var patient = GetAsync();

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await AnswerAsync(0, "v1");

        Assert.Equal("v1", (await patient).Version);
        Assert.Equal(1, Loads);
    }

    [Fact]
    public async Task Get_AfterAFailure_FailsAlikeForASecondThenAsksAgain()
    {
        var first = GetAsync();
        await FailAsync(0, Failure);
        Assert.Same(Failure, await Assert.ThrowsAsync<PredictionException>(() => first));

        Assert.Same(Failure, await Assert.ThrowsAsync<PredictionException>(() => GetAsync()));
        Assert.Equal(1, Loads);

        Pass(1);
        var second = GetAsync();
        await AnswerAsync(1, "v1");
        Assert.Equal("v1", (await second).Version);
    }

    public static TheoryData<Exception> UnknownExceptions() =>
        new(
            new Exception[]
            {
                new OperationCanceledException("A connection took too long."),
                new TaskCanceledException("A connection took too long.", new TimeoutException()),
                new TimeoutException("It took too long."),
                new InvalidOperationException("Nobody thought of it."),
            }.Select(exception => new TheoryDataRow<Exception>(exception)
            {
                Label = exception.GetType().Name,
            })
        );

    [Theory]
    [MemberData(nameof(UnknownExceptions), DisableDiscoveryEnumeration = true)]
    public async Task Get_AfterSomethingUnknown_AsksAgainAtOnce(Exception unknown)
    {
        var first = GetAsync();
        await FailAsync(0, unknown);
        var told = await Assert.ThrowsAsync<PredictionException>(() => first);

        var second = GetAsync();
        await AnswerAsync(1, "v1");

        Assert.Equal(PredictionFailure.ServerFailed, told.Failure);
        Assert.Equal("The model version can't be described. Try again.", told.Message);
        Assert.Same(unknown, told.InnerException);
        Assert.Equal("v1", (await second).Version);
    }

    [Fact]
    public async Task Drop_OfWhatIsKnown_AsksAgainAtOnce()
    {
        var known = await LoadAsync("v1");

        Cache.DropDefault(known);
        var next = GetAsync();
        await AnswerAsync(1, "v2");
        Cache.DropDefault(known);

        Assert.Equal("v2", (await next).Version);
        Assert.Equal("v2", (await GetAsync()).Version);
        Assert.Equal(2, Loads);
    }

    [Fact]
    public async Task Drop_DuringARefreshThatAskedEarlier_IgnoresItsAnswer()
    {
        var known = await LoadAsync("v1");
        Pass(61);
        await GetAsync();
        await LoadingAsync();

        Cache.DropDefault(known);
        var next = GetAsync();
        await LoadingAsync();
        Answer(1, "v1");
        Answer(2, "v2");

        Assert.Equal("v2", (await next).Version);
        Assert.Equal("v2", (await GetAsync()).Version);
    }

    [Fact]
    public async Task Get_DefaultVersionOfAModelThatIsMissing_IsNoFaultOfTheCaller()
    {
        var load = GetAsync();
        await FailAsync(
            0,
            new PredictionException(PredictionFailure.VersionNotFound, "There is no such model.")
        );

        var missing = await Assert.ThrowsAsync<PredictionException>(() => load);
        Assert.Equal(PredictionFailure.Unavailable, missing.Failure);
        Assert.Equal("The model has no version that answers. Try again later.", missing.Message);
    }
}
