using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>When it opens and closes, by the ends of calls.</summary>
public sealed class CircuitBreakerTests
{
    private const int FullSet = 3;
    private const string Failing =
        "The model server has failed too often lately, so it is left alone for a moment. Try again.";
    private const string Silent =
        "The model server does not answer, so it is left alone for a moment. Try again.";

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new(FullSet, _time);

    [Fact]
    public void Breaker_AtFirst_IsClosedAndUntouched()
    {
        Assert.False(_breaker.IsOpen);
        Assert.False(_breaker.IsSilent);
        Assert.True(_breaker.IsUntouched);
        Assert.Equal(0, _breaker.SilentCalls);
    }

    [Fact]
    public void Breaker_OfHalfOfTwentyCallsThatFail_Opens()
    {
        Assert.False(NoteAll(CallEnd.Good, CircuitBreaker.MinimumCalls / 2));
        Assert.False(NoteAll(CallEnd.Failed, (CircuitBreaker.MinimumCalls / 2) - 1));

        Assert.True(Note(CallEnd.Failed));
        Assert.True(_breaker.IsOpen);
        Assert.False(_breaker.IsSilent);
        Assert.Equal(Failing, _breaker.LeftAlone().Message);
    }

    [Fact]
    public void Breaker_OfFewerThanHalfThatFail_StaysClosed()
    {
        NoteAll(CallEnd.Good, (CircuitBreaker.MinimumCalls / 2) + 1);

        Assert.False(NoteAll(CallEnd.Failed, CircuitBreaker.MinimumCalls / 2));
        Assert.True(Note(CallEnd.Failed));
    }

    [Fact]
    public void Breaker_OfFailuresOfLongAgo_StaysClosed()
    {
        NoteAll(CallEnd.Failed, CircuitBreaker.MinimumCalls - 1);
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.False(Note(CallEnd.Failed));
    }

    [Fact]
    public void Breaker_OfAFullSetOfSilentCalls_Opens()
    {
        Assert.False(NoteAll(CallEnd.Silent, FullSet - 1));
        Assert.Equal(FullSet - 1, _breaker.SilentCalls);
        Assert.False(_breaker.IsSilent);

        Assert.True(Note(CallEnd.Silent));
        Assert.True(_breaker.IsOpen);
        Assert.True(_breaker.IsSilent);
        Assert.Equal(Silent, _breaker.LeftAlone().Message);
    }

    [Theory]
    [InlineData((int)CallEnd.Good, true)]
    [InlineData((int)CallEnd.Failed, true)]
    [InlineData((int)CallEnd.Unknown, false)]
    public void SilentCalls_UpToAnAnswer_AreCounted(int end, bool isAnswer)
    {
        NoteAll(CallEnd.Silent, FullSet - 1);
        Note((CallEnd)end);

        Assert.Equal(isAnswer ? 0 : FullSet - 1, _breaker.SilentCalls);
        Assert.Equal(!isAnswer, Note(CallEnd.Silent));
    }

    [Fact]
    public void Ends_ThatSayNothing_ChangeNothing()
    {
        Assert.False(NoteAll(CallEnd.Unknown, 2 * CircuitBreaker.MinimumCalls));

        Assert.True(_breaker.IsUntouched);
    }

    [Theory]
    [InlineData((int)CallEnd.Good, true)]
    [InlineData((int)CallEnd.Failed, false)]
    [InlineData((int)CallEnd.Silent, false)]
    public void Breaker_AfterOneCall_IsUntouchedWhereItWasGood(int end, bool isUntouched)
    {
        Note((CallEnd)end);

        Assert.Equal(isUntouched, _breaker.IsUntouched);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Breaker_ThatIsOpen_IsNotUntouched(bool isSilent)
    {
        Open(isSilent);

        Assert.False(_breaker.IsUntouched);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Breaker_OpenAndProbedWell_IsAsAtFirst(bool isSilent)
    {
        Open(isSilent);

        _breaker.Note(CallEnd.Good, isProbe: true);

        Breaker_AtFirst_IsClosedAndUntouched();
        Assert.False(NoteAll(CallEnd.Failed, CircuitBreaker.MinimumCalls - 1));
        Assert.True(Note(CallEnd.Failed));
    }

    [Theory]
    [InlineData((int)CallEnd.Failed)]
    [InlineData((int)CallEnd.Silent)]
    [InlineData((int)CallEnd.Unknown)]
    public void Breaker_OpenAndProbedInVain_StaysOpen(int end)
    {
        Open(isSilent: true);

        _breaker.Note((CallEnd)end, isProbe: true);

        Assert.True(_breaker.IsOpen);
        Assert.Equal(end != (int)CallEnd.Failed, _breaker.IsSilent);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Answer_ToAnEarlierCall_ClosesABreakerOfASilentServer(bool isSilent, bool isOpen)
    {
        Open(isSilent);

        Note(CallEnd.Good);

        Assert.Equal(isOpen, _breaker.IsOpen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Probe_EveryTwoSeconds_IsLetThrough(bool isSilent)
    {
        Open(isSilent);

        for (var i = 0; i < 3; i++)
        {
            _time.Advance(CircuitBreaker.ProbeInterval - TimeSpan.FromTicks(1));
            Assert.False(_breaker.TryProbe());
            Assert.Equal(TimeSpan.FromTicks(1), _breaker.LeftAlone().RetryAfter);
            _time.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(CircuitBreaker.ProbeInterval, _breaker.LeftAlone().RetryAfter);
            Assert.True(_breaker.TryProbe());
            Assert.False(_breaker.TryProbe());
            Assert.Equal(CircuitBreaker.ProbeInterval, _breaker.LeftAlone().RetryAfter);
        }
    }

    [Fact]
    public void Failure_OfWhoComesMeanwhile_IsThatTheServerIsNotAvailable()
    {
        Open(isSilent: false);

        Assert.Equal(PredictionFailure.Unavailable, _breaker.LeftAlone().Failure);
    }

    [Fact]
    public void Server_ThatFailedAndThenHangs_IsSilent()
    {
        Open(isSilent: false);
        Assert.False(_breaker.IsSilent);

        _breaker.Note(CallEnd.Silent, isProbe: true);
        Assert.True(_breaker.IsSilent);

        _breaker.Note(CallEnd.Good, isProbe: true);
        Assert.True(_breaker.IsUntouched);
        Assert.Equal(0, _breaker.SilentCalls);
    }

    private void Open(bool isSilent)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        NoteAll(isSilent ? CallEnd.Silent : CallEnd.Failed, isSilent ? FullSet : CircuitBreaker.MinimumCalls);
        Assert.True(_breaker.IsOpen);
    }

    /// <summary>Notes the end of a call.</summary>
    /// <returns>Whether that has opened it.</returns>
    private bool Note(CallEnd end)
    {
        var wasOpen = _breaker.IsOpen;
        _breaker.Note(end, isProbe: false);
        return !wasOpen && _breaker.IsOpen;
    }

    /// <summary>Notes calls of the same end.</summary>
    /// <returns>Whether it has opened.</returns>
    private bool NoteAll(CallEnd end, int calls)
    {
        var hasOpened = false;
        for (var i = 0; i < calls; i++)
        {
            hasOpened |= Note(end);
        }

        return hasOpened;
    }
}
