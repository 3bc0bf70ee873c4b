using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.4)]
    public void Token_AfterTheTime_IsCancelled(double step)
    {
        using var deadline = Start();
        Run(TimeSpan.FromSeconds(2.9), step);
        Assert.False(deadline.IsOver);

        Run(TimeSpan.FromSeconds(0.5), step);

        Assert.True(deadline.IsOver);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(2.9)]
    [InlineData(3.1)]
    [InlineData(900)]
    public void Token_AfterAPause_HasTheTimeThatWasLost(double pause)
    {
        using var deadline = Start();
        Run(TimeSpan.FromSeconds(1), 0.25);
        _time.Advance(TimeSpan.FromSeconds(pause));
        Run(TimeSpan.FromSeconds(1.5), 0.25);
        Assert.False(deadline.IsOver);
        Assert.False(deadline.Token.IsCancellationRequested);

        Run(TimeSpan.FromSeconds(0.5), 0.25);

        Assert.True(deadline.IsOver);
    }

    [Fact]
    public void Token_ManyPauses_EndsAllTheSame()
    {
        using var deadline = Start();
        for (var i = 0; i < 12; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(deadline.IsOver);
    }

    [Fact]
    public async Task Token_CallerGone_IsCancelledBeforeTheTime()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = Deadline.Start(Limit, _time, caller.Token);

        await caller.CancelAsync();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public async Task Token_EndedByTheSecondOfSeveral_IsCancelledBeforeTheTime()
    {
        using var shutdown = new CancellationTokenSource();
        using var deadline = Deadline.Start(
            Limit,
            _time,
            TestContext.Current.CancellationToken,
            shutdown.Token
        );

        await shutdown.CancelAsync();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public void Dispose_BeforeTheTime_EndsTheClock()
    {
        var deadline = Start();
        deadline.Dispose();

        Run(Limit * 2, 0.25);

        Assert.False(deadline.IsOver);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Timer_ThatFiresWhileItIsStarted_HarmsNobody(bool isOnTheSameThread)
    {
        var hasty = new HastyTimeProvider(isOnTheSameThread);

        using var deadline = Deadline.Start(Limit, hasty, TestContext.Current.CancellationToken);

        Assert.True(hasty.HasFired);
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public void Token_OfATimeThatIsNoMultipleOfAStep_IsCancelledOnTime()
    {
        using var deadline = Deadline.Start(
            TimeSpan.FromSeconds(0.35),
            _time,
            TestContext.Current.CancellationToken
        );

        _time.Advance(TimeSpan.FromSeconds(0.25));
        _time.Advance(TimeSpan.FromSeconds(0.09));
        Assert.False(deadline.IsOver);

        _time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.True(deadline.IsOver);
    }

    [Fact]
    public void Timer_LateByWhatIsTolerated_CountsInFull()
    {
        using var deadline = Start();
        for (var i = 0; i < 6; i++)
        {
            Assert.False(deadline.IsOver);
            _time.Advance(Deadline.Step + Deadline.Tolerance);
        }

        Assert.True(deadline.IsOver);
    }

    [Fact]
    public void Timer_ThatFiresAfterTheEnd_HarmsNobody()
    {
        var manual = new ManualTimeProvider();
        var deadline = Deadline.Start(TimeSpan.Zero, manual, TestContext.Current.CancellationToken);
        deadline.Dispose();

        manual.Fire();

        Assert.True(manual.IsDisposed);
        Assert.False(deadline.IsOver);
        Assert.Throws<ObjectDisposedException>(() => deadline.Token);
    }

    [Fact]
    public void Deadline_UsedAgain_KnowsNothingOfTheOneBefore()
    {
        using var earlier = new CancellationTokenSource();
        using var later = new CancellationTokenSource();
        for (var i = 0; i < 1_000; i++)
        {
            var before = Deadline.Start(Limit, TimeProvider.System, earlier.Token);
            before.ExtendTo(TimeSpan.FromMinutes(1));
            before.Dispose();
        }

        using var deadline = Deadline.Start(Limit, TimeProvider.System, later.Token);
        earlier.Cancel();

        Assert.False(deadline.Token.IsCancellationRequested);
        later.Cancel();
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public async Task Deadline_ThatHasEnded_IsNotUsedAgain()
    {
        var gone = new CancellationToken(canceled: true);
        for (var i = 0; i < 100; i++)
        {
            using (Deadline.Start(Limit, TimeProvider.System, gone)) { }

            using var over = Deadline.Start(TimeSpan.Zero, TimeProvider.System);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                Task.Delay(Timeout.InfiniteTimeSpan, over.Token)
            );
        }

        using var deadline = Deadline.Start(Limit, TimeProvider.System);

        Assert.False(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public void Missed_IsATimeOutWithItsCause()
    {
        var cause = new TimeoutException();

        var missed = Deadline.Missed(cause);

        Assert.Equal(PredictionFailure.TimedOut, missed.Failure);
        Assert.Equal(
            "The model server did not answer within the time for a request. Try again.",
            missed.Message
        );
        Assert.Same(cause, missed.InnerException);
    }

    private Deadline Start() => Deadline.Start(Limit, _time, TestContext.Current.CancellationToken);

    /// <summary>Lets time pass as it does for a process that runs: timers fire nearly when they are
    /// due.</summary>
    private void Run(TimeSpan time, double step)
    {
        var end = _time.GetUtcNow() + time;
        while (_time.GetUtcNow() < end)
        {
            _time.Advance(TimeSpan.FromSeconds(Math.Min(step, (end - _time.GetUtcNow()).TotalSeconds)));
        }
    }

    /// <summary>Its timer fires when a test says so, also after it has been disposed of.</summary>
    private sealed class ManualTimeProvider : TimeProvider, ITimer
    {
        private Action? _fire;

        public bool IsDisposed { get; private set; }

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            _fire = () => callback(state);
            return this;
        }

        public void Fire() => _fire!();

        public bool Change(TimeSpan dueTime, TimeSpan period) => !IsDisposed;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Its timer fires as soon as it is started, before whoever starts it can go on: on a thread of
    /// its own, as if the other had been interrupted, or on the same, as that of a fake clock does which is
    /// set forward in this moment.</summary>
    private sealed class HastyTimeProvider(bool isOnTheSameThread) : TimeProvider
    {
        public bool HasFired { get; private set; }

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            var timer = new HastyTimer(this, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }

        private void Fire(Action callback)
        {
            HasFired = true;
            if (isOnTheSameThread)
            {
                callback();
            }
            else
            {
                Task.Run(callback).InTimeAsync().GetAwaiter().GetResult();
            }
        }

        private sealed class HastyTimer(HastyTimeProvider owner, Action callback) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                // Once is enough: it is started again when it has fired.
                if (dueTime != Timeout.InfiniteTimeSpan && !owner.HasFired)
                {
                    owner.Fire(callback);
                }

                return true;
            }

            public void Dispose()
            {
                // It never fires again.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
