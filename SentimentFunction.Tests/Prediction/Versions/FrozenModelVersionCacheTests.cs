using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

/// <summary>A process that is frozen after an answer: what it does in the background stops in its middle,
/// while the clock goes on.</summary>
public sealed class FrozenModelVersionCacheTests : ModelVersionCacheTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(1.1)]
    [InlineData(900)]
    public async Task Get_DuringALookUpFromBeforeAPause_StartsAnotherBesideIt(double pause)
    {
        var beforeThePause = GetAsync();
        await LoadingAsync();
        Pass(pause);

        var next = GetAsync();
        await AnswerAsync(1, "v1");

        Assert.Equal("v1", (await next).Version);
        Assert.Equal("v1", (await beforeThePause.InTimeAsync()).Version);
    }

    [Fact]
    public async Task Get_DuringALookUpThatHasJustBegun_JoinsIt()
    {
        var first = GetAsync();
        await LoadingAsync();
        Pass(0.9);

        var second = GetAsync();
        Answer(0, "v1");

        Assert.Equal("v1", (await first).Version);
        Assert.Equal("v1", (await second).Version);
        Assert.Equal(1, Loads);
    }

    [Fact]
    public async Task Get_LateAnswerOfAnOlderRefresh_DoesNotOverwriteTheNewerOne()
    {
        await LoadAsync("v1");
        Pass(61);
        await GetAsync();
        await LoadingAsync();
        Pass(70);

        var next = GetAsync();
        await AnswerAsync(2, "v3");
        Assert.Equal("v3", (await next).Version);
        Answer(1, "v2");
        await Task.Yield();

        Assert.Equal("v3", (await GetAsync()).Version);
    }

    [Fact]
    public async Task Get_LateAnswerOfAnOlderLookUp_GivesWayToTheNewerOne()
    {
        var beforeThePause = GetAsync();
        await LoadingAsync();
        Pass(2);
        var next = GetAsync();
        await LoadingAsync();
        Pass(70);

        Answer(1, "v3");
        Assert.Equal("v3", (await next).Version);
        Answer(0, "v2");

        Assert.Equal("v3", (await beforeThePause).Version);
    }

    [Fact]
    public async Task Get_AnswerThatCameDuringThePause_IsUsedWhileItIsYoungEnough()
    {
        var beforeThePause = GetAsync();
        await LoadingAsync();
        Pass(3);
        var next = GetAsync();
        await LoadingAsync();

        Answer(0, "v1");
        Assert.Equal("v1", (await next).Version);
        Assert.Equal("v1", (await beforeThePause).Version);

        Answer(1, "v2");
        await UntilAsync("v2");
    }

    [Theory]
    [InlineData(65)]
    [InlineData(66)]
    public async Task Get_AnswerThatCameDuringALongPause_IsNotTheDefaultVersionOfToday(double pause)
    {
        await LoadAsync("v1");
        Pass(61);
        await GetAsync();
        await LoadingAsync();
        Pass(pause);
        var next = GetAsync();
        await LoadingAsync();

        Answer(1, "v2");
        await Task.Yield();
        Assert.False(next.IsCompleted);
        Answer(2, "v3");

        Assert.Equal("v3", (await next).Version);
    }

    [Theory]
    [InlineData(PredictionFailure.ConnectionBroken, 20)]
    [InlineData(PredictionFailure.Unavailable, 20)]
    [InlineData(PredictionFailure.ServerFailed, 20)]
    [InlineData(PredictionFailure.ServerFailed, 1)]
    public async Task Get_AfterALookUpThatAPauseHasBroken_AsksAtOnce(PredictionFailure failure, double pause)
    {
        var beforeThePause = GetAsync();
        await LoadingAsync();
        Pass(pause);
        Fail(0, new PredictionException(failure, "It broke."));
        await Assert.ThrowsAsync<PredictionException>(() => beforeThePause);

        var next = GetAsync();
        await AnswerAsync(1, "v1");

        Assert.Equal("v1", (await next).Version);
    }

    [Fact]
    public async Task Get_AfterATimeOut_FailsAlikeForASecond()
    {
        var first = GetAsync();
        await LoadingAsync();
        Pass(3);
        var timeOut = new PredictionException(PredictionFailure.TimedOut, "It took too long.");
        Fail(0, timeOut);

        Assert.Same(timeOut, await Assert.ThrowsAsync<PredictionException>(() => first));
        Assert.Same(timeOut, await Assert.ThrowsAsync<PredictionException>(() => GetAsync()));
        Assert.Equal(1, Loads);
    }

    [Fact]
    public async Task Get_AfterAnOlderLookUpFailed_WaitsForTheNewerOne()
    {
        var beforeThePause = GetAsync();
        await LoadingAsync();
        Pass(1.5);
        var next = GetAsync();
        await LoadingAsync();

        Fail(0, new PredictionException(PredictionFailure.TimedOut, "It took too long."));
        await Assert.ThrowsAsync<PredictionException>(() => beforeThePause);
        var another = GetAsync();
        Answer(1, "v1");

        Assert.Equal("v1", (await next).Version);
        Assert.Equal("v1", (await another).Version);
        Assert.Equal(2, Loads);
    }
}
