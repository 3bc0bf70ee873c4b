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
