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
        using var deadline = new Deadline(Limit, _time, caller.Token);

        await caller.CancelAsync();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public async Task Token_EndedByTheSecondOfSeveral_IsCancelledBeforeTheTime()
    {
        using var shutdown = new CancellationTokenSource();
        using var deadline = new Deadline(
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

    [Fact]
    public async Task Timer_ThatFiresWhileItIsMade_HarmsNobody()
    {
        var hasty = new HastyTimeProvider();

        using var deadline = new Deadline(Limit, hasty, TestContext.Current.CancellationToken);

        await hasty.Fired.InTimeAsync();
        Assert.False(deadline.IsOver);
    }

    [Fact]
    public void Token_OfATimeThatIsNoMultipleOfAStep_IsCancelledOnTime()
    {
        using var deadline = new Deadline(
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
        var deadline = new Deadline(TimeSpan.Zero, manual, TestContext.Current.CancellationToken);
        deadline.Dispose();

        manual.Fire();

        Assert.True(manual.IsDisposed);
        Assert.False(deadline.IsOver);
        Assert.Throws<ObjectDisposedException>(() => deadline.Token);
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

    private Deadline Start() => new(Limit, _time, TestContext.Current.CancellationToken);

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

    /// <summary>Its timer fires at once, on a thread of its own, as if the one that makes it had been
    /// interrupted.
    /// </summary>
    private sealed class HastyTimeProvider : TimeProvider
    {
        public Task Fired { get; private set; } = Task.CompletedTask;

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            Fired = Task.Run(() => callback(state));

            // Ends as soon as the callback has failed; one that waits for its timer ends afterwards.
            Task.WaitAny([Fired], millisecondsTimeout: 100);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
